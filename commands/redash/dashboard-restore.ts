import { z } from 'zod'
import { defineWrite } from '#bot'
import { changesDashboard, dashboardChange, dashboardPreconditions, redash } from '#redash'

export default defineWrite(redash, {
  ...changesDashboard,
  summary: 'Restore an archived dashboard',
  examples: ['redash dashboard restore 5'],
  sends: ['is_archived', 'version'],
  says: { ask: 'restore', done: 'restored', back: { ask: 'archive … again', done: 'archived … again' } },
  args: z.object({ dashboard: z.string() }),
  state: z.object({ archived: z.boolean() }),
  labels: { archived: 'Archived' },
  readState: async ({ args, api }) => {
    const dashboard = await api.dashboard({ dashboardId: args.dashboard.id })
    return { state: { archived: dashboard.is_archived }, preconditions: dashboardPreconditions(dashboard) }
  },
  plan: async ({ args, api, settings }) => {
    const { renamed, plan, callFor } = await dashboardChange(api, args.dashboard, settings.expose)
    return {
      ...plan,
      call: callFor({ is_archived: false }),
      after: { archived: false },
      notes: [...renamed, 'It appears in the list of dashboards again.'],
    }
  },
  undo: ({ args, before }) => ({ dashboardId: args.dashboard.id, body: { is_archived: before.archived } }),
})
