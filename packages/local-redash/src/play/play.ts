import { startRedash } from '../server.ts'
import { leversOf } from './levers.ts'
import { settingsOf } from './settings.ts'
import { addUsers } from './users.ts'

/** Two local Redashes for the playground of the bot. */
export const redash = {
  /** What the people of the playground may do here, by the word that `--as` takes. */
  people: {
    ana: 'analyst: runs queries, changes queries and dashboards',
    marc: 'analyst and owner: the second one to confirm',
    rita: 'reader: sees queries and dashboards, runs none',
  },
  /** Starts `prod`, a Redash 26.3, and `staging`, a 10.1. */
  start: async ({ now }: { readonly now?: () => number } = {}) => {
    const options = now ? { now } : {}
    const [prod, staging] = await Promise.all([
      startRedash({ ...options, version: '26.3.0' }),
      startRedash({ ...options, version: '10.1.0' }),
    ])
    for (const server of [prod, staging]) addUsers(server)
    return {
      servers: { prod, staging },
      settings: settingsOf(prod, staging),
      levers: leversOf(prod),
      close: async (): Promise<void> => {
        await Promise.all([prod.close(), staging.close()])
      },
    }
  },
}
