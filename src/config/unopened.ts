import { dirname, resolve } from 'node:path'
import { Secret } from '../vault/secret.ts'
import { checkFile } from './check.ts'
import { createMistakes } from './mistakes.ts'
import { openFile } from './open.ts'
import type { Secrets } from './secrets.ts'
import type { SettingsFile } from './settings-file.ts'
import type { Systems } from './systems.ts'

const unopened: Secrets = { open: () => new Secret(() => ''), all: [], warnings: [] }

/**
 * The settings file at a path, for what is asked before there are tokens: no secret is opened. Throws one UserError for
 * everything else that is wrong in it, or if it isn't there.
 */
export const settingsUnopened = (path: string, folder: string, systems: Systems): SettingsFile => {
  const mistakes = createMistakes()
  const source = openFile(path, folder, mistakes)
  const context = { systems, secrets: unopened, mistakes, folder: dirname(resolve(folder, path)), alone: true }
  const settings = source && checkFile(source, path, context)
  mistakes.stop('.')
  if (settings === undefined) throw new Error('a mistake of the settings was not named')
  return settings
}
