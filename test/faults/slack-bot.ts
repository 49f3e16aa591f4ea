import { settingsNames } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { type Running, start } from '../../src/main.ts'
import type { Faults } from '../../src/world.ts'
import { loadedCommands } from '../loaded.ts'
import { testWorld } from '../world.ts'
import type { Place } from './replica.ts'
import { clockOf } from './time.ts'

const COXSWAIN_AUDIT_KEY = 'an audit key that only the fault tests know'

/** A bot in Slack on a shared database and time, in this process or in a child (so nothing of Vitest is imported here). */
export const openBot = async (
  { env, folder, database, time }: Place,
  faults: Faults,
  longest?: number,
): Promise<Running> => {
  const commands = await loadedCommands()
  const url = database.url === undefined ? {} : { DATABASE_URL: database.url }
  const config = readConfig({ env: { ...env, ...url, COXSWAIN_AUDIT_KEY }, systems: settingsNames(commands), folder })
  const store = database.file === undefined ? config.store : { file: database.file }
  const bot = await start(
    { ...config, store },
    { world: testWorld({ clock: clockOf(time, longest), faults }), commands },
  )
  while (!bot.slack.isReady()) await new Promise((resolve) => setImmediate(resolve))
  return bot
}
