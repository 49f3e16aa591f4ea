import { startRill } from '../server.ts'
import { leversOf } from './levers.ts'
import { addPeople, domains } from './people.ts'
import { settingsOf } from './settings.ts'

/** Two local Rills for the playground of the bot. */
export const rill = {
  /** What the people of the playground may do here, by the word that `--as` takes. */
  people: {
    ana: 'sees the bids of Europe in Rill',
    marc: 'sees the bids of the United States in Rill',
    rita: 'lists APIs and metrics views of Rill, calls none',
  },
  /** Starts `prod`, which answers everybody with their own rights, and `local`, a `rill start` without policies. */
  start: async ({ now }: { readonly now?: () => number } = {}) => {
    const options = { ...(now && { now }), recent: true, domains }
    const [prod, local] = await Promise.all([startRill(options), startRill({ ...options, half: 'local' })])
    for (const server of [prod, local]) addPeople(server)
    return {
      servers: { prod, local },
      settings: settingsOf(prod, local),
      levers: leversOf(prod),
      close: async (): Promise<void> => {
        await Promise.all([prod.close(), local.close()])
      },
    }
  },
}
