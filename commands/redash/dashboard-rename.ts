import { z } from 'zod'
import { defineWrite } from '#bot'
import { changesDashboard, dashboardChange, dashboardPreconditions, redash } from '#redash'

export default defineWrite(redash, {
  ...changesDashboard,
  summary: 'Give a dashboard another name',
  examples: ['redash dashboard rename Sales overview as Sales'],
  sends: ['name', 'version'],
  says: {
    ask: 'rename',
    done: 'renamed',
    object: 'dashboard',
    back: { ask: 'rename … back', done: 'renamed … back', object: 'dashboard' },
  },
  args: z.object({ dashboard: z.string(), name: z.string().min(1).max(100) }),
  joins: { name: 'as' },
  state: z.object({ name: z.string() }),
  labels: { name: 'Name' },
  readState: async ({ args, api }) => {
    const dashboard = await api.dashboard({ dashboardId: args.dashboard.id })
    return { state: { name: dashboard.name }, preconditions: dashboardPreconditions(dashboard) }
  },
  plan: async ({ args, api, settings }) => {
    const { renamed, plan, callFor } = await dashboardChange(api, args.dashboard, settings.expose)
    return {
      ...plan,
      call: callFor({ name: args.name }),
      after: { name: args.name },
      notes: [...renamed, 'Its number, and so the links to it, stay the same.'],
    }
  },
  undo: ({ args, before }) => ({ dashboardId: args.dashboard.id, body: { name: before.name } }),
})
