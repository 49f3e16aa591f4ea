import { describe, expect, test } from 'vitest'
import { parseLine } from '../../src/command/parse.ts'
import { UserError } from '../../src/errors.ts'
import { sample } from './sample.ts'

const commands = await sample()
const known = { connections: ['rudder/prod', 'rudder/staging', 'redash/prod'] }
const parse = (line: string) => {
  const { command, line: _, meant: __, ...rest } = parseLine(commands, line, known)
  return { command: command.name, ...rest }
}
const refused = (line: string): UserError => {
  try {
    parse(line)
  } catch (error) {
    if (error instanceof UserError) return error
    throw error
  }
  throw new Error(`“${line}” was understood`)
}

const disable = 'rudder rule disable'
const ssh = { rule: 'SSH hardening' }
const why = 'breaks jump hosts'

test.each<[string, ReturnType<typeof parse>]>([
  // last positional, reason
  ['/rudder rule disable "SSH hardening" --reason "breaks jump hosts"', { command: disable, args: ssh, reason: why }],
  ['/rudder rule disable SSH hardening because breaks jump hosts', { command: disable, args: ssh, reason: why }],
  ['rudder rule disable SSH hardening BECAUSE “breaks jump hosts”', { command: disable, args: ssh, reason: why }],
  ['rudder rule disable SSH hardening —reason „breaks jump hosts“', { command: disable, args: ssh, reason: why }],
  ['rudder rule disable SSH hardening –reason=‘breaks jump hosts’', { command: disable, args: ssh, reason: why }],
  ['rudder rule disable --reason=breaks SSH hardening', { command: disable, args: ssh, reason: 'breaks' }],
  [
    'rudder rule disable SSH hardening --reason breaks jump hosts --on staging',
    { command: disable, args: ssh, reason: why, on: 'rudder/staging' },
  ],
  [
    'rudder rule disable "down because up" because x',
    { command: disable, args: { rule: 'down because up' }, reason: 'x' },
  ],
  [
    'rudder rule disable down because up --reason x',
    { command: disable, args: { rule: 'down because up' }, reason: 'x' },
  ],
  ['rudder rule disable a because b because c', { command: disable, args: { rule: 'a because b' }, reason: 'c' }],
  [
    'rudder rule disable SSH hardening because hosts —all of them— are out',
    { command: disable, args: ssh, reason: 'hosts —all of them— are out' },
  ],
  ['rudder rule show down because up', { command: 'rudder rule show', args: { rule: 'down because up' } }],
  ['cox lock rudder/prod because INC-1', { command: 'cox lock', args: { connection: 'rudder/prod', reason: 'INC-1' } }],
  // a quote may also close before a comma or a bracket, as in a list
  ['rudder rule show “a b”, c', { command: 'rudder rule show', args: { rule: '“a b”, c' } }],
  ['rudder rule show x ("a b", c) y', { command: 'rudder rule show', args: { rule: 'x ("a b", c) y' } }],
  ['rudder rule show "a b"), c', { command: 'rudder rule show', args: { rule: '"a b"), c' } }],
  // connection
  ['rudder rule disable SSH hardening --on staging', { command: disable, args: ssh, on: 'rudder/staging' }],
  ['rudder rule disable --on=rudder/staging SSH hardening', { command: disable, args: ssh, on: 'rudder/staging' }],
  ['rudder rule disable SSH —On Staging hardening', { command: disable, args: ssh, on: 'rudder/staging' }],
  [
    'rudder rule disable SSH hardening on staging because breaks jump hosts',
    {
      command: disable,
      args: { rule: 'SSH hardening on staging' },
      reason: why,
      onIfNoObject: { name: 'rule', connection: 'rudder/staging', args: ssh },
    },
  ],
  [
    'rudder compliance on staging',
    {
      command: 'rudder compliance',
      args: { rule: 'on staging' },
      onIfNoObject: { name: 'rule', connection: 'rudder/staging', args: {} },
    },
  ],
  [
    'rudder compliance SSH hardening on rudder/staging',
    {
      command: 'rudder compliance',
      args: { rule: 'SSH hardening on rudder/staging' },
      onIfNoObject: { name: 'rule', connection: 'rudder/staging', args: ssh },
    },
  ],
  [
    'rudder compliance SSH hardening on redash/prod',
    { command: 'rudder compliance', args: { rule: 'SSH hardening on redash/prod' } },
  ],
  [
    'rudder compliance SSH hardening on "staging"',
    { command: 'rudder compliance', args: { rule: 'SSH hardening on "staging"' } },
  ],
  [
    'rudder compliance "SSH hardening on staging"',
    { command: 'rudder compliance', args: { rule: 'SSH hardening on staging' } },
  ],
  ['rudder rule show on staging', { command: 'rudder rule show', args: { rule: 'on staging' } }],
  ['rudder rules ssh on staging', { command: 'rudder rules', args: { words: 'ssh' }, on: 'rudder/staging' }],
  ['rudder silent on staging quietly', { command: 'rudder silent', args: {}, on: 'rudder/staging', quiet: 'quietly' }],
  ['rudder silent quietly on staging', { command: 'rudder silent', args: {}, on: 'rudder/staging', quiet: 'quietly' }],
  [
    'rudder directive mode "SSH settings" audit on staging',
    { command: 'rudder directive mode', args: { directive: 'SSH settings', mode: 'audit' }, on: 'rudder/staging' },
  ],
  // show, singular and plural
  ['rudder rule enable ssh', { command: 'rudder rule enable', args: { rule: 'ssh' } }],
  ['rudder rule show enable ssh', { command: 'rudder rule show', args: { rule: 'enable ssh' } }],
  ['rudder rule "enable ssh"', { command: 'rudder rule show', args: { rule: 'enable ssh' } }],
  ['rudder rule ssh', { command: 'rudder rule show', args: { rule: 'ssh' } }],
  ['rudder rules show ssh', { command: 'rudder rule show', args: { rule: 'ssh' } }],
  ['rudder rules enable ssh', { command: 'rudder rule enable', args: { rule: 'ssh' } }],
  ['rudder rule', { command: 'rudder rules', args: {} }],
  ['rudder rules', { command: 'rudder rules', args: {} }],
  ['rudder rules enabled ssh', { command: 'rudder rules', args: { words: 'enabled ssh' } }],
  ['rudder node web-1', { command: 'rudder node', args: { node: 'web-1' } }],
  ['rudder node show web-1', { command: 'rudder node', args: { node: 'web-1' } }],
  ['rudder nodes web-1', { command: 'rudder node', args: { node: 'web-1' } }],
  ['RUDDER Rule Disable SSH hardening', { command: disable, args: ssh }],
  // the verb is the target state; the most typed words have no noun
  [
    'rudder directive mode "SSH settings" AUDIT',
    { command: 'rudder directive mode', args: { directive: 'SSH settings', mode: 'audit' } },
  ],
  ['rudder directive audit SSH settings', { command: 'rudder directive audit', args: { directive: 'SSH settings' } }],
  ['rudder failing SSH hardening', { command: 'rudder failing', args: ssh }],
  ['rudder silent', { command: 'rudder silent', args: {} }],
  // flags
  ['rudder rules --all ssh', { command: 'rudder rules', args: { words: 'ssh', all: true } }],
  ['rudder rules --words ssh', { command: 'rudder rules', args: { words: 'ssh' } }],
  ['rudder rules --words="--all"', { command: 'rudder rules', args: { words: '--all' } }],
  ['rudder rules --all=no', { command: 'rudder rules', args: { all: false } }],
  ['rudder top', { command: 'rudder top', args: { count: 10 } }],
  ['rudder top 5', { command: 'rudder top', args: { count: 5 } }],
  // visibility
  ['rudder rule show SSH hardening quietly', { command: 'rudder rule show', args: ssh, quiet: 'quietly' }],
  ['rudder rules here', { command: 'rudder rules', args: {}, quiet: 'here' }],
  ['rudder rule show "out of here"', { command: 'rudder rule show', args: { rule: 'out of here' } }],
  [
    'rudder rule disable SSH hardening because nobody works here',
    { command: disable, args: ssh, reason: 'nobody works here' },
  ],
  // the door
  ['coxswain rudder silent', { command: 'rudder silent', args: {} }],
  ['@coxswain: /rudder silent', { command: 'rudder silent', args: {} }],
  ['/coxswain whoami', { command: 'cox whoami', args: {} }],
  ['cox whoami', { command: 'cox whoami', args: {} }],
  ['', { command: 'cox help', args: {} }],
  ['   ', { command: 'cox help', args: {} }],
  ['/rudder', { command: 'cox help', args: { words: 'rudder' } }],
  ['rudder help', { command: 'cox help', args: { words: 'rudder' } }],
  ['rudder ?', { command: 'cox help', args: { words: 'rudder' } }],
  ['rudder help rule disable', { command: 'cox help', args: { words: 'rudder rule disable' } }],
  ['rudder rule disable ?', { command: 'cox help', args: { words: 'rudder rule disable' } }],
  ['rudder rule disable ssh --help', { command: 'cox help', args: { words: 'rudder rule disable ssh' } }],
  ['cox', { command: 'cox help', args: {} }],
  ['coxswain', { command: 'cox help', args: {} }],
  ['help', { command: 'cox help', args: {} }],
  ['help rudder rules', { command: 'cox help', args: { words: 'rudder rules' } }],
  ['cox help rudder rules', { command: 'cox help', args: { words: 'rudder rules' } }],
  // as pasted
  ['`rudder rule SSH hardening`', { command: 'rudder rule show', args: ssh }],
  ['```rudder rule SSH hardening```', { command: 'rudder rule show', args: ssh }],
  ['“rudder rule SSH hardening”', { command: 'rudder rule show', args: ssh }],
  ['rudder\u00a0rule\u2003SSH  \t hardening\n', { command: 'rudder rule show', args: ssh }],
  ["rudder rule don't O'Brien", { command: 'rudder rule show', args: { rule: "don't O'Brien" } }],
  ['rudder rule don’t', { command: 'rudder rule show', args: { rule: 'don’t' } }],
  ['rudder rule CIS "level 1" Linux', { command: 'rudder rule show', args: { rule: 'CIS "level 1" Linux' } }],
  ['rudder rule «SSH hardening»', { command: 'rudder rule show', args: ssh }],
  ['rudder rule `SSH hardening`', { command: 'rudder rule show', args: ssh }],
  ['rudder rule A -- B — C – D', { command: 'rudder rule show', args: { rule: 'A -- B — C – D' } }],
  ['rudder rule 19" racks 5\' high', { command: 'rudder rule show', args: { rule: '19" racks 5\' high' } }],
])('%s', (line, expected) => {
  expect(parse(line)).toEqual(expected)
})

describe('what is refused, and what it says', () => {
  test.each<[string, string | RegExp, string[]?]>([
    [
      'rudder complaince',
      'There is no “rudder complaince”. Did you mean “/rudder compliance”? Type “/rudder compliance [rule]”: How compliant are the nodes?',
      ['rudder compliance'],
    ],
    ['ruder compliance', /^There is no “ruder compliance”. Did you mean “\/rudder compliance”\?/],
    ['rudder comp', /Did you mean “\/rudder compliance”/],
    ['rules', /^There is no “rules”. Did you mean “\/rudder rules”/],
    ['rudder disable SSH', /^There is no “rudder disable”. Did you mean “\/rudder rule disable”/],
    [
      'rudder xyzzy plugh',
      'There is no “rudder xyzzy plugh”. “/cox help rudder” lists what there is.',
      ['cox help rudder'],
    ],
    ['open the pod bay doors', /“\/cox help” lists what there is/, ['cox help']],
    [
      'rudder rule disable',
      'Which rule? Type “/rudder rule disable <rule> [because …] [--on <connection>]”, for example “/rudder rule disable SSH hardening because INC-4312”.',
    ],
    ['rudder rule disable ""', 'The name of the rule is empty.'],
    ['rudder rule disable ssh because', /^Say why after “because”/],
    ['rudder rule disable ssh --reason', 'Nothing follows --reason.'],
    [
      'rudder rule disable ssh --on stagin',
      'There is no connection “stagin”. There is rudder/prod, rudder/staging.',
      [],
    ],
    ['rudder rule disable ssh --on prod --on staging', '--on is there twice.'],
    ['rudder rule disable ssh --force', /^There is no --force in “\/rudder rule disable/],
    ['rudder rule show ssh --reason x', /^There is no --reason/],
    ['rudder silent web-1', /^“web-1” is too much for “\/rudder silent”/],
    ['rudder top many', '“many” is not a number for count.'],
    ['rudder top 0x10', '“0x10” is not a number for count.'],
    ['rudder top 1e2', '“1e2” is not a number for count.'],
    ['rudder top 0', /^“0” can’t be the count: it must be at least 1\./],
    [
      'rudder directive mode "SSH settings" audi',
      '“audi” is not a mode: it can be audit, enforce. Did you mean “audit”?',
      [],
    ],
    ['rudder rule "SSH hardening', 'The quote at “"SSH hardening” is not closed: close it, or leave it out.'],
    ['rudder rules --all=perhaps', /^“perhaps” does not fit --all/],
  ])('%s', (line, message, candidates) => {
    const error = refused(line)
    if (typeof message === 'string') expect(error.message).toBe(message)
    else expect(error.message).toMatch(message)
    if (candidates) expect(error.candidates).toEqual(candidates)
  })

  test('a reason that ends in the name of a connection is not guessed at; both readings can be copied', () => {
    const error = refused('rudder rule disable ssh because lockout on staging')
    expect(error.message).toBe(
      'Is “on staging” the connection, or part of the reason? Write --on staging for the connection, or the reason in quotes.',
    )
    expect(error.candidates.map(parse)).toEqual([
      { command: disable, args: { rule: 'ssh' }, reason: 'lockout', on: 'rudder/staging' },
      { command: disable, args: { rule: 'ssh' }, reason: 'lockout on staging' },
    ])
  })

  test('a verb that is nearly right is named, beside the rule that it would be', () => {
    const parsed = parseLine(commands, 'rudder rule disble ssh', known)
    expect([parsed.command.name, parsed.args, parsed.meant]).toEqual([
      'rudder rule show',
      { rule: 'disble ssh' },
      'rudder rule disable ssh',
    ])
    expect(parseLine(commands, 'rudder rule ssh hardening', known).meant).toBeUndefined()
  })

  test('the line is kept as typed, without what stands before the command', () => {
    expect(parseLine(commands, ' /rudder rule  “SSH hardening” ', known).line).toBe('rudder rule  “SSH hardening”')
    expect(parseLine(commands, '@coxswain rudder silent', known).line).toBe('rudder silent')
  })

  test('without known connections, --on is taken as typed and a last “on” belongs to the name', () => {
    const none = { connections: [] }
    expect(parseLine(commands, 'rudder silent --on here', none).on).toBe('here')
    expect(parseLine(commands, 'rudder rule ssh on staging', none)).toMatchObject({ args: { rule: 'ssh on staging' } })
  })
})
