import type { SettingsFile } from './settings-file.ts'
import type { Systems } from './systems.ts'

/** What a settings file says that the manifest of the Slack app depends on: above all the words of slash commands. */
export interface SlashWords {
  /** The words of the systems that have a connection. */
  readonly systems: readonly string[]
  readonly own: string
  readonly prefix: string
  /** True if the bot looks whether its own messages arrived, for which it needs more scopes. */
  readonly looks: boolean
}

/** The words that these settings say. */
export const wordsOf = (
  { connections, slack: { word, prefix, delivery } }: SettingsFile,
  systems: Systems,
): SlashWords => {
  const connected = new Set(Object.keys(connections).map((id) => id.split('/')[0]))
  return {
    systems: Object.keys(systems).filter((one) => connected.has(one)),
    own: word,
    prefix,
    looks: delivery === 'lookup',
  }
}
