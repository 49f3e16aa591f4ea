import { existsSync } from 'node:fs'
import { commandsFolder, settingsNames, storeOptions } from '../app.ts'
import { loadCommands } from '../command/load.ts'
import { environment, readStored, type StoredConfig } from '../config.ts'
import { UserError } from '../errors.ts'
import { hostClock, hostWorld } from '../host.ts'
import type { StoreOptions } from '../store/db.ts'
import { createLog } from '../telemetry/log.ts'
import { createRedactor } from '../vault/secret.ts'

/**
 * The store that the settings name, for verbs that work on it while the bot runs; `check` throws UserError if that isn't
 * possible.
 */
export const configuredStore = async (check: (config: StoredConfig) => void): Promise<StoreOptions> => {
  const config = readStored({ env: environment(), systems: settingsNames(await loadCommands(commandsFolder)) })
  check(config)
  const redactor = createRedactor()
  for (const secret of config.secrets) redactor.add(secret)
  return storeOptions(config, hostWorld(createLog({ level: config.logLevel, redactor, clock: hostClock })))
}

/** Throws UserError if nothing was ever stored: asking must not make an empty database, or an audit key. */
export const mustExist = ({ store: { url, file } }: StoredConfig): void => {
  if (!url && !existsSync(file)) throw new UserError(`There is no record yet: ${file} does not exist.`)
}
