import { commandsFolder, createApp, settingsNames } from '../../../src/app.ts'
import type { PlayParts } from '../../../src/cli/playground.ts'
import { loadCommands } from '../../../src/command/load.ts'
import { readConfig } from '../../../src/config.ts'
import { UserError } from '../../../src/errors.ts'
import type { Principal } from '../../../src/policy/person.ts'
import { people } from './people.ts'
import { startPlay } from './start-systems.ts'

/** One of the playground's people; throws UserError with the list for anybody else. */
export const playedPerson = (word: string): Principal => {
  const one = Object.hasOwn(people, word) ? people[word] : undefined
  if (!one) {
    const list = Object.entries(people).map(([name, { may }]) => `${name} (${may})`)
    throw new UserError(`Nobody here is called “${word}”. There is: ${list.join('; ')}.`)
  }
  return { id: one.id, name: one.name, email: one.email, kind: 'play' }
}

/** Starts the bot for a terminal on the local systems of the playground, as one of its people. */
export const open: PlayParts['terminal']['open'] = async (as = 'ana') => {
  const principal = playedPerson(as)
  const commands = await loadCommands(commandsFolder)
  const local = await startPlay()
  const app = await createApp(readConfig({ env: local.env, systems: settingsNames(commands), folder: local.folder }), {
    commands,
  })
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
