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

test('help shows every command right away, in one message', () => {
  const rights = { may: () => true, grants: () => undefined }
  for (const topic of ['', 'rudder']) {
    const message = helpFor(commands, topic, rights)
    const shown = (message.lists ?? []).flatMap(({ items }) =>
      items.map((item) => (typeof item === 'string' ? item : item.name)),
    )
    const own = commands.filter(({ name }) => topic === '' || name.startsWith(topic))
    for (const { name } of own) expect(shown.some((line) => line?.startsWith(name))).toBe(true)
    const { blocks } = toBlocks(message, { id: '0'.repeat(50), run: '0'.repeat(26) })
    const said = JSON.stringify(blocks)
    expect(said).not.toContain('too much for one message')
    for (const { name } of own) expect(said).toContain(`/${name}`)
  }
})
