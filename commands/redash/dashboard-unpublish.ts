import { z } from 'zod'
import { defineWrite } from '#bot'
import { changesDashboard, dashboardChange, dashboardPreconditions, redash } from '#redash'

export default defineWrite(redash, {
  ...changesDashboard,
  summary: 'Make a dashboard a draft again',
  examples: ['redash dashboard unpublish Sales overview'],
  sends: ['is_draft', 'version'],
  says: {
    ask: 'unpublish',
    done: 'unpublished',
    back: { ask: 'publish … again', done: 'published … again' },
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
      call: callFor({ is_draft: true }),
      after: { draft: true },
      notes: [
        ...renamed,
        'Only its owner finds it in the list of dashboards. Its address still opens it for everybody who may read dashboards.',
      ],
    }
  },
  undo: ({ args, before }) => ({ dashboardId: args.dashboard.id, body: { is_draft: before.draft } }),
})
