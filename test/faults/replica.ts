import { type App, createApp, settingsNames } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import type { Faults } from '../../src/world.ts'
import { loadedCommands } from '../loaded.ts'
import type { Settings } from '../store/engines.ts'
import { testWorld } from '../world.ts'
import { clockOf } from './time.ts'

/** Where a replica finds its settings, database and time: plain data, so that another process can have it. */
export interface Place {
  readonly env: Readonly<Record<string, string>>
  /** The folder of the settings file. */
  readonly folder: string
  readonly database: Settings
  /** The file of the shared time. */
  readonly time: string
}

const COXSWAIN_AUDIT_KEY = 'an audit key that only the fault tests know'

/** A bot of its own on a shared database, in this process or in a child (so nothing of Vitest is imported here). */
export const openReplica = async ({ env, folder, database, time }: Place, faults: Faults): Promise<App> => {
  const commands = await loadedCommands()
  const url = database.url === undefined ? {} : { DATABASE_URL: database.url }
  const config = readConfig({ env: { ...env, ...url, COXSWAIN_AUDIT_KEY }, systems: settingsNames(commands), folder })
  const store = database.file === undefined ? config.store : { file: database.file }
  return createApp({ ...config, store }, { world: testWorld({ clock: clockOf(time), faults }), commands })
}
