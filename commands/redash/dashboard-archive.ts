import { z } from 'zod'
import { defineWrite } from '#bot'
import { changesDashboard, dashboardChange, dashboardPreconditions, redash } from '#redash'

export default defineWrite(redash, {
  ...changesDashboard,
  summary: 'Archive a dashboard',
  examples: ['redash dashboard archive Sales overview', 'redash dashboard archive Sales overview because it is wrong'],
  sends: ['is_archived', 'version'],
  says: {
    ask: 'archive',
    done: 'archived',
    danger: true,
    back: { ask: 'bring … back', done: 'brought … back' },
  },
  args: z.object({ dashboard: z.string() }),
  state: z.object({ archived: z.boolean() }),
  labels: { archived: 'Archived' },
  readState: async ({ args, api }) => {
    const dashboard = await api.dashboard({ dashboardId: args.dashboard.id })
    return { state: { archived: dashboard.is_archived }, preconditions: dashboardPreconditions(dashboard) }
  },
  plan: async ({ args, api, settings }) => {
    const { dashboard, renamed, plan, callFor } = await dashboardChange(api, args.dashboard, settings.expose)
    return {
      ...plan,
      call: callFor({ is_archived: true }),
      after: { archived: true },
      notes: [
        ...renamed,
        'It leaves the list of dashboards. Its widgets stay, and its address still opens it.',
        { lasts: `“/redash dashboard restore ${dashboard.id}” restores it.` },
      ],
    }
  },
  undo: ({ args, before }) => ({ dashboardId: args.dashboard.id, body: { is_archived: before.archived } }),
})
