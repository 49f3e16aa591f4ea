import { userInfo } from 'node:os'
import { type App, commandsFolder, createApp, namesOf } from '../app.ts'
import { loadCommands } from '../command/load.ts'
import { environment, readConfig } from '../config.ts'
import { UserError } from '../errors.ts'
import { people } from '../playground/people.ts'
import { startPlay } from '../playground/play.ts'
import type { Principal } from '../policy/person.ts'

/** What `--play` and `--as` say. */
export interface Opening {
  readonly play: boolean
  readonly as: string | undefined
}

/** A bot that is up, and who sits at it. */
export interface Opened {
  readonly app: App
  readonly principal: Principal
  /** Others to act as; none outside the playground. */
  readonly people: readonly string[]
  /** What is allowed and unwise in the settings. */
  readonly warnings: readonly string[]
  personNamed(word: string): Principal
  close(): Promise<void>
}

/** One of the playground's people; throws UserError with the list for anybody else. */
export const playedPerson = (word: string): Principal => {
  const one = Object.hasOwn(people, word) ? people[word] : undefined
  if (!one) {
    const list = Object.entries(people).map(([name, { may }]) => `${name} (${may})`)
    throw new UserError(`Nobody here is called “${word}”. There is: ${list.join('; ')}.`)
  }
  return { id: one.id, name: one.name, email: one.email, kind: 'play' }
}

/** The person at the terminal of a real system: an account of this machine, named in the policy or refused. */
const terminalPerson = (): Principal => {
  const { username } = userInfo()
  return { id: `cli:${username}`, name: `cli:${username}`, kind: 'cli' }
}

/** Starts the bot for a terminal: on the local systems with `--play`, else on what the settings say. */
export const open = async ({ play, as }: Opening): Promise<Opened> => {
  if (as !== undefined && !play) throw new UserError('--as goes with --play only: on real systems you are who you are.')
  const commands = await loadCommands(commandsFolder)
  const systems = namesOf(commands)
  if (!play) {
    const config = readConfig({ env: environment(), systems })
    // A person at a terminal reads the answer; the log is for whoever asks for it.
    const logLevel = environment().LOG_LEVEL === undefined ? 'error' : config.logLevel
    const app = await createApp({ ...config, logLevel }, { commands })
    const personNamed = () => {
      throw new UserError('Only in the playground can you act as somebody else.')
    }
    return {
      app,
      principal: terminalPerson(),
      people: [],
      warnings: config.warnings,
      personNamed,
      close: () => app.close(),
    }
  }
  const principal = playedPerson(as ?? 'ana')
  const local = await startPlay()
  const app = await createApp(readConfig({ env: local.env, systems, folder: local.folder }), { commands })
  return {
    app,
    principal,
    people: Object.keys(people),
    warnings: [],
    personNamed: playedPerson,
    close: async () => {
      await app.close()
      await local.close()
    },
  }
}
