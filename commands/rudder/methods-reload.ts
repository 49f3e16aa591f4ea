import { z } from 'zod'
import { count, defineWrite } from '#bot'
import { changing, notReadBack, rudder } from '#rudder'

export default defineWrite(rudder, {
  summary: 'Read the methods from the files of the server again',
  examples: ['rudder methods reload', 'rudder methods reload because a new one was pushed'],
  scopes: ['rudder:settings:read'],
  writes: 'reloadMethods',
  says: { ask: 'reload', done: 'reloaded', subject: 'methods' },
  ...notReadBack,
  args: z.object({}),
  output: (methods) => `It has ${count(methods.length)} methods.`,
  plan: async ({ reason, api }) => {
    await changing(api, reason)
    return {
      call: {},
      after: {},
      reach: 0,
      tagged: 'unknown',
      notes: [`Generic methods are read again; nodes change only if a technique is saved or reloaded afterwards.`],
    }
  },
})
