import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { commandsDoc } from '../../src/command/commands-page.ts'
import type { Rights } from '../../src/command/help.ts'
import { type Command, loadCommands } from '../../src/command/load.ts'
import { parseLine } from '../../src/command/parse.ts'
import { usage } from '../../src/command/usage.ts'
import { toTerminal } from '../../src/message/terminal.ts'
import { helpFor } from './help-for.ts'
import { sample } from './sample.ts'

const commands = await sample()
const all: Rights = { may: () => true, grants: () => undefined }
const reader: Rights = {
  may: ({ kind }) => kind !== 'write',
  grants: ({ kind }) => (kind === 'write' ? 'group rudder-operators, ask @marc' : undefined),
}
const names = (words: string, rights = all) =>
  (helpFor(commands, words, rights).lists ?? []).flatMap((l) =>
    l.items.map((i) => (typeof i === 'string' ? i : i.name)),
  )

test.each([
  ['rudder compliance', 'rudder compliance [rule]'],
  ['rudder rules', 'rudder rules [words] [--all]'],
  ['rudder rule show', 'rudder rule [show] <rule>'],
  ['rudder rule disable', 'rudder rule disable <rule> [because …] [--on <connection>]'],
  ['rudder directive mode', 'rudder directive mode <directive> <audit|enforce> [because …] [--on <connection>]'],
  ['rudder silent', 'rudder silent'],
  ['cox lock', 'cox lock <connection> [because …]'],
])('usage of %s', (name, text) => {
  const command = commands.find((c) => c.name === name)
  expect(command && usage(command)).toBe(text)
})

describe('help', () => {
  test('of everything: each system, the bot last, one line a command', () => {
    const message = helpFor(commands, '', all)
    expect(message).toMatchObject({ tone: 'help', title: 'What you can type' })
    expect(message.lists?.map((list) => list.title)).toEqual(['Rudder', 'Coxswain'])
    expect(names('')).toHaveLength(commands.length)
    expect(message.lists?.[0]?.items[0]).toEqual({
      name: 'rudder compliance [rule]',
      text: 'How compliant are the nodes?',
    })
    expect(message.notes?.join(' ')).toMatch(/“quietly”.*“here”.*because.*--on/)
  })
  test('for somebody who may not write: what is allowed, and who has the rest', () => {
    const message = helpFor(commands, '', reader)
    expect(names('', reader)).toHaveLength(commands.length - 4)
    expect(message.notes?.[0]).toBe(
      '4 more commands need rights that you do not have (“/rudder directive audit”, “/rudder directive mode”, “/rudder rule disable”, “/rudder rule enable”): group rudder-operators, ask @marc.',
    )
  })
  test('of a system and of a group', () => {
    expect(helpFor(commands, 'cox', all).lists?.map((list) => list.title)).toEqual(['Coxswain'])
    expect(names('rudder rule')).toEqual([
      'rudder rule disable <rule> [because …] [--on <connection>]',
      'rudder rule enable <rule> [because …] [--on <connection>]',
      'rudder rule [show] <rule>',
      'rudder rules [words] [--all]',
    ])
  })
  test.each([
    'rudder rule disable',
    '/RUDDER rule disable',
    'rule disable',
    'rudder rule disable SSH hardening',
    'rudder rules disable',
  ])('of one command: %s', (words) => {
    expect(helpFor(commands, words, reader)).toMatchObject({
      title: '“/rudder rule disable <rule> [because …] [--on <connection>]”',
      lead: 'Stop applying a rule',
      fields: [
        { label: 'Needs', value: 'rudder:rules:read, rudder:rules:write' },
        { label: 'Who can confirm', value: 'group rudder-operators, ask @marc' },
      ],
      lists: [{ title: 'For example', items: ['rudder rule disable SSH hardening because INC-4312'] }],
      notes: [
        'It shows what would change, and writes nothing before it is confirmed.',
        'You may not run it: group rudder-operators, ask @marc.',
        expect.any(String),
        expect.any(String),
      ],
    })
  })
  test('of what does not exist: the nearest', () => {
    expect(helpFor(commands, 'rudder complaince', all)).toMatchObject({
      title: 'There is no “rudder complaince”',
      lead: 'Did you mean “/rudder compliance”?',
    })
    expect(helpFor(commands, 'xyzzy \u202e plugh', all)).toMatchObject({
      title: 'There is no “xyzzy ⟨U+202E⟩ plugh”',
      lead: '“/cox help” lists what there is.',
    })
  })
  test('every line to type next is understood', () => {
    for (const words of ['', 'rudder', 'cox', 'rudder rule', 'rudder complaince', 'xyzzy'])
      for (const line of helpFor(commands, words, all).next ?? [])
        expect(parseLine(commands, line, { connections: [] }).command.name).toBe('cox help')
  })
  test('reads well in a terminal', () => {
    expect(toTerminal(helpFor(commands, 'rudder rule', reader))).toMatchInlineSnapshot(`
      "What you can type: rudder rule

      Rudder
        rudder rule [show] <rule>     One rule
        rudder rules [words] [--all]  The rules

      2 more commands need rights that you do not have (“/rudder rule disable”,
      “/rudder rule enable”): group rudder-operators, ask @marc.
      End a line with “quietly” to be answered alone, with “here” to be answered in
      the channel.
      A change takes its reason after “because”; “--on <connection>” says where, for
      reads too.

      Next: cox help rudder rule show"
    `)
    expect(toTerminal(helpFor(commands, 'rudder rule disable', all))).toMatchInlineSnapshot(`
      "“/rudder rule disable <rule> [because …] [--on <connection>]”
      Stop applying a rule

      Needs            rudder:rules:read, rudder:rules:write
      Who can confirm  you

      For example
        • rudder rule disable SSH hardening because INC-4312

      It shows what would change, and writes nothing before it is confirmed.
      End a line with “quietly” to be answered alone, with “here” to be answered in
      the channel.
      A change takes its reason after “because”; “--on <connection>” says where, for
      reads too."
    `)
  })
})

test('the docs have each command once, with its examples and scopes, and what a write proposes', () => {
  const doc = commandsDoc(commands)
  for (const command of commands) expect(doc.split(`### \`${usage(command)}\``)).toHaveLength(2)
  expect(doc).toMatch(/^## Rudder$[\s\S]*^## Coxswain$/m)
  expect(doc).toContain(`### \`rudder rule disable <rule> [because …] [--on <connection>]\`

Stop applying a rule

\`\`\`
/rudder rule disable SSH hardening because INC-4312
\`\`\`

Proposes \`updateRule\` (\`POST /rules/{ruleId}\`) and asks for confirmation: nothing is written before.

Scopes: \`rudder:rules:read\`, \`rudder:rules:write\`.
`)
  expect(commandsDoc(commands)).toBe(doc)
})

describe('help for a system with many commands', async () => {
  const every = await loadCommands(join(import.meta.dirname, '../../commands'))
  const items = (commands: readonly Command[], words: string) =>
    (helpFor(commands, words, all).lists ?? []).flatMap((list) => list.items)
  test('names every command, by what it is about', () => {
    const lists = helpFor(every, 'rudder', all).lists ?? []
    expect(lists.map(({ title }) => title)).toContain('Rudder: rules')
    expect(items(every, 'rudder')).toContainEqual({
      name: 'rudder rule disable <rule>',
      text: 'Stop applying a rule to its nodes',
    })
  })
  test('is an outline only if there are too many for a message, and offers more about those with the most to say', () => {
    const copied = every.filter(({ name }) => name.startsWith('rudder '))
    const twice = [
      ...every,
      ...copied.map((command) => ({ ...command, name: command.name.replace('rudder', 'other') })),
    ]
    expect(items(twice, '')).toContainEqual(
      expect.objectContaining({ name: 'rudder node', text: expect.stringContaining('to change: accept, refuse, run') }),
    )
    expect(helpFor(twice, '', all).next).toEqual([
      'cox help redash query',
      'cox help redash dashboard',
      'cox help rudder rule',
    ])
  })
  test('lists a group with its arguments', () => {
    expect(items(every, 'rudder node')).toContainEqual(
      expect.objectContaining({ name: 'rudder node run <node> [because …] [--on <connection>]' }),
    )
  })
})
