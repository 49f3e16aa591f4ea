import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadCommands } from '../../src/command/load.ts'
import { parseLine } from '../../src/command/parse.ts'
import { pressOf } from '../../src/command/press.ts'
import { UserError } from '../../src/errors.ts'
import { toBlocks } from '../../src/slack/blocks/blocks.ts'
import { helpFor } from './help-for.ts'

const commands = await loadCommands(join(import.meta.dirname, '../../commands'))
const connections = ['rudder/prod', 'rudder/staging']

describe('a button says what it does', () => {
  test.for<[string, string]>([
    ['rudder node accept web-190', 'Accept node web-190'],
    ['rudder request show 1', 'Show request 1'],
    ['rudder requests', 'Show open requests'],
    ['rudder requests closed', 'Show closed requests'],
    ['rudder rule disable SSH hardening because it breaks', 'Disable rule SSH hardening'],
    ['rudder rule untarget SSH hardening from DMZ', 'Remove group DMZ from rule SSH hardening'],
    ['rudder compliance SSH hardening', 'Show compliance of SSH hardening'],
    ['rudder failing', 'Show failing nodes'],
    ['rudder failing SSH hardening', 'Show failing nodes of SSH hardening'],
    ['rudder silent', 'Show silent nodes'],
    ['rudder nodes new', 'Show new nodes'],
    ['rudder nodes web', 'Show nodes with web'],
    ['rudder directive details SSH', 'Show details of directive SSH'],
    ['rudder rule show SSH --on staging', 'Show rule SSH on staging'],
    ['rudder diff SSH hardening prod staging', 'Compare rule SSH hardening on prod and staging'],
    ['cox help', 'Show help'],
    ['cox help rudder rule', 'Show help on rudder rule'],
    ['cox doctor', 'Check the bot'],
  ])('%s', ([line, label]) => expect(pressOf(commands, line, connections)).toBe(label))
})

describe('of a mistyped line', () => {
  const offered = (line: string): readonly string[] => {
    try {
      parseLine(commands, line, { connections })
      return []
    } catch (error) {
      if (error instanceof UserError) return error.candidates
      throw error
    }
  }
  const examples = new Set<string>(
    commands.flatMap((command) => command.examples.map((line) => line.replace(/^\//, ''))),
  )
  const lines = commands.flatMap(({ name, words }) => [
    ...[name, `${name} x --frob`, `${name} because`],
    [...words.slice(0, -1), `${words.at(-1)}q`].join(' '),
    [...words.slice(0, 1), `${words[1]}q`, ...words.slice(2)].join(' '),
  ])

  test.each(lines)('%s: nothing that writes and no example with names can be pressed', (line) => {
    for (const candidate of offered(line)) {
      const { command } = parseLine(commands, candidate, { connections })
      expect(command.kind).not.toBe('write')
      if (command.kind !== 'local' && examples.has(candidate)) expect(candidate).toBe(command.name)
    }
  })
})

describe('help fits into one message', () => {
  const rights = { may: () => true, grants: () => undefined }
  const helpOn = (topic: string) => {
    const message = helpFor(commands, topic, rights)
    const said = JSON.stringify(toBlocks(message, { id: '0'.repeat(50), run: '0'.repeat(26) }).blocks)
    expect(said).not.toContain('too much for one message')
    return said
  }

  test.each([...new Set(commands.map(({ words: [system = ''] }) => system))])('of %s with every command', (system) => {
    const said = helpOn(system)
    for (const { name, words } of commands)
      if (words[0] === system) expect(said).toContain(`/${name.replace(/ show$/, '')}`)
  })

  test('of everything with what each command is about', () => {
    const said = helpOn('')
    for (const { words } of commands) expect(said).toContain(`/${words.slice(0, 2).join(' ')}`)
  })
})
