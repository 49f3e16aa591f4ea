import { startRudder } from '../server.ts'
import { leversOf } from './levers.ts'
import { settingsOf } from './settings.ts'

/** Two local Rudders for the playground of the bot. */
export const rudder = {
  /** What the people of the playground may do here, by the word that `--as` takes. */
  people: {
    ana: 'operator: reads everything, changes rules',
    marc: 'operator and owner: the second one to confirm, locks',
    rita: 'reader: reads everything, changes nothing',
  },
  /** Starts `prod`, a Rudder 8.3 with 400 nodes, and `staging`, an 8.0 with 40; `nodes` changes both numbers, `api` prod. */
  start: async (options: { readonly now?: () => number; readonly nodes?: number; readonly api?: number } = {}) => {
    const [prod, staging] = await Promise.all([startRudder(options), startRudder({ nodes: 40, ...options, api: 18 })])
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
