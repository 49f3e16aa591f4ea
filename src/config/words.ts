import { Secret } from '../vault/secret.ts'
import { checkFile } from './check.ts'
import { createMistakes } from './mistakes.ts'
import { openFile } from './open.ts'
import type { Secrets } from './secrets.ts'
import type { Systems } from './systems.ts'

/** What a settings file says of the words of slash commands. */
export interface Words {
  /** The words of the systems that have a connection. */
  readonly systems: readonly string[]
  readonly own: string
  readonly prefix: string
}

// The app in Slack is made before its token exists, and mostly before those of the systems do.
const unopened: Secrets = { open: () => new Secret(() => ''), all: [], warnings: [] }

/** The words of the settings file at a path; no secret is opened, everything else in it must be right. */
export const wordsOfFile = (path: string, folder: string, home: string, systems: Systems): Words | undefined => {
  const mistakes = createMistakes()
  const source = openFile(path, folder, mistakes)
  const settings = source && checkFile(source, path, { systems, secrets: unopened, mistakes, folder: home })
  mistakes.stop()
  if (settings === undefined) return undefined
  const connected = new Set(Object.keys(settings.connections).map((id) => id.split('/')[0]))
  const { word, prefix } = settings.slack
  return { systems: Object.keys(systems).filter((one) => connected.has(one)), own: word, prefix }
}
