import { z } from 'zod'
import { defineWrite } from '#bot'
import { dashboardCalled, mustBeFree, redash } from '#redash'

export default defineWrite(redash, {
  summary: 'Make a new dashboard: a draft without widgets',
  examples: ['redash dashboard create Weekly numbers'],
  scopes: ['redash:dashboards:read'],
  writes: 'createDashboard',
  sends: ['name'],
  says: { ask: 'create', done: 'created', kinds: { name: 'dashboard' } },
  args: z.object({ name: z.string().min(1).max(100) }),
  state: z.object({ dashboard: z.string().nullable(), state: z.string().nullable() }),
  labels: { dashboard: 'Dashboard', state: 'State' },
  reads: ['dashboardBySlug'],
  readState: async ({ args, api }) => {
    const found = await dashboardCalled(api, args.name)
    return { state: { dashboard: found?.name ?? null, state: found?.state ?? null } }
  },
  plan: async ({ args, state }) => {
    mustBeFree(args.name, state.dashboard)
    return {
      call: { body: { name: args.name } },
      after: { dashboard: args.name, state: 'draft' },
      reach: 'none',
      tagged: { queries: [], dashboards: [] },
      page: 'dashboards',
      notes: [
        { lasts: 'It is an empty draft. Only its owner, the user of the bot’s key, finds it in the list of Redash.' },
        'Add widgets in Redash. The bot offers it once its number is in “expose:” in the settings.',
      ],
    }
  },
})
