import { createApp, settingsNames } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { hostWorld } from '../../src/host.ts'
import { loadedCommands } from '../loaded.ts'
import { silentLog } from '../silent-log.ts'
import type { Settings } from '../store/engines.ts'
import type { Ballot } from './ballot.ts'

/** A bot as it really runs, on the clock of this machine; what it logs as an error goes to `wrong`. */
export const openBooth = async ({ folder, env }: Ballot, { url, file }: Settings, wrong: (text: string) => void) => {
  const commands = await loadedCommands()
  const given = { LOG_LEVEL: 'silent', ...env, ...(url !== undefined && { DATABASE_URL: url }) }
  const config = readConfig({ env: given, systems: settingsNames(commands), folder })
  const log = silentLog({
    warn: (event, fields) => wrong(`${event} ${JSON.stringify(fields)}`),
    error: (event, fields, error) => wrong(`${event} ${JSON.stringify(fields)} ${error}`),
  })
  const world = hostWorld(log)
  const store = file === undefined ? config.store : { file }
  return createApp({ ...config, store }, { commands, world })
}
