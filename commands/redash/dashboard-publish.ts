import { z } from 'zod'
import { defineWrite } from '#bot'
import { changesDashboard, dashboardChange, dashboardPreconditions, redash } from '#redash'

export default defineWrite(redash, {
  ...changesDashboard,
  summary: 'Publish a draft dashboard',
  examples: ['redash dashboard publish Channel report'],
  sends: ['is_draft', 'version'],
  says: {
    ask: 'publish',
    done: 'published',
    back: { ask: 'unpublish … again', done: 'unpublished … again' },
  },
  args: z.object({ dashboard: z.string() }),
  state: z.object({ draft: z.boolean() }),
  labels: { draft: 'Draft' },
  readState: async ({ args, api }) => {
    const dashboard = await api.dashboard({ dashboardId: args.dashboard.id })
    return { state: { draft: dashboard.is_draft }, preconditions: dashboardPreconditions(dashboard) }
  },
  plan: async ({ args, api, settings }) => {
    const { renamed, plan, callFor } = await dashboardChange(api, args.dashboard, settings.expose)
    return {
      ...plan,
      call: callFor({ is_draft: false }),
      after: { draft: false },
      notes: [...renamed, 'Everybody who sees one of its queries finds it in the list of dashboards.'],
    }
  },
  undo: ({ args, before }) => ({ dashboardId: args.dashboard.id, body: { is_draft: before.draft } }),
})
