import { z } from 'zod'
import { count, defineWrite } from '#bot'
import { changing, notReadBack, rudder } from '#rudder'

export default defineWrite(rudder, {
  summary: 'Read the techniques from the files of the server again',
  examples: ['rudder techniques reload', 'rudder techniques reload because a new one was pushed'],
  scopes: ['rudder:settings:read'],
  writes: 'reloadTechniques',
  says: { ask: 'reload', done: 'reloaded', subject: 'techniques' },
  ...notReadBack,
  args: z.object({}),
  output: (techniques) => `It has ${count(techniques.length)} techniques of the editor.`,
  plan: async ({ reason, api }) => {
    const { later, promises } = await changing(api, reason)
    return {
      call: {},
      after: {},
      reach: 'unknown',
      tagged: 'unknown',
      promises,
      notes: [
        later('all nodes that have a technique which changed in the files get new policies.'),
        'Which nodes these are cannot be known before.',
      ],
    }
  },
})
