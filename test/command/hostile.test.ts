import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseLine } from '../../src/command/parse.ts'
import { UserError } from '../../src/errors.ts'
import { runs } from '../runs.ts'
import { sample } from './sample.ts'

const commands = await sample()
const known = { connections: ['rudder/prod', 'rudder/staging'] }
const rule = (name: string) => parseLine(commands, `rudder rule show ${name}`, known).args.rule
const message = (work: () => unknown): string => {
  try {
    work()
  } catch (error) {
    if (error instanceof UserError) return error.message
    throw error
  }
  return 'understood'
}

test.each([
  '🚢',
  '👩‍💻 laptops',
  '🏴󠁧󠁢󠁥󠁮󠁧󠁿 hosts',
  '☠️ legacy',
  '1️⃣ first',
  'קשיחות SSH',
  'تصليب',
  '規則',
  'Größe',
  'Nodes (all) / 100 % ?',
  'a/b',
])('a name as people give them: %s', (name) => {
  expect(rule(name)).toBe(name)
})

test.each([
  ['\u202Egnineddrah', 'There is an invisible character ⟨U+202E⟩ in “⟨U+202E⟩gnineddrah”; type the name again.'],
  ['SSH \u2066x\u2069', 'There is an invisible character ⟨U+2066⟩ in “⟨U+2066⟩x⟨U+2069⟩”; type the name again.'],
  ['SSH\u0000', 'There is an invisible character ⟨U+0000⟩ in “SSH⟨U+0000⟩”; type the name again.'],
  ['SSH\u001b[31m', 'There is an invisible character ⟨U+001B⟩ in “SSH⟨U+001B⟩[31m”; type the name again.'],
  ['a\u034fb', 'There is an invisible character ⟨U+034F⟩ in “a⟨U+034F⟩b”; type the name again.'],
  ['SSH\r\nX-Evil: 1', 'There is a line break ⟨U+000D⟩ in it; type the command on one line.'],
  ['SSH\nhardening', 'There is a line break ⟨U+000A⟩ in it; type the command on one line.'],
  ['\ud800x', 'There is an invisible character ⟨U+D800⟩ in “⟨U+D800⟩x”; type the name again.'],
])('what cannot be seen is shown: %j', (name, said) => {
  expect(message(() => rule(name))).toBe(said)
})

test('a space without width is dropped where something is looked up, and refused in what may be written', () => {
  expect(rule('SSH\u200bhardening')).toBe('SSH\u200bhardening')
  const reason = () => parseLine(commands, 'rudder rule disable SSH because lock\u200bout', known)
  expect(message(reason)).toBe('There is an invisible character ⟨U+200B⟩ in “lock⟨U+200B⟩out”; type the name again.')
})

test.each(['..', '.', '../settings', 'a/../b', '..\\x', 'a\\..', '%2e%2e', '%2E%2E', 'a%2fb', 'a%00', '%5c'])(
  'a name that reads like a path is refused: %s',
  (name) => {
    expect(message(() => rule(name))).toMatch(/reads like a path, not like the name of a rule/)
  },
)

describe('length', () => {
  test('of a line', () => {
    expect(message(() => rule('x'.repeat(10_000)))).toBe('That is 10,017 characters; a command has at most 4,000.')
  })
  test('of a name, counted as people count', () => {
    expect(rule('🚢'.repeat(200))).toHaveLength(400)
    expect(message(() => rule('x'.repeat(201)))).toBe('The name of the rule is 201 characters long; 200 are the most.')
  })
  test('of a word that is no command', () => {
    expect(message(() => parseLine(commands, 'x'.repeat(3_999), known)).length).toBeLessThan(200)
  })
})

test('names of things that every object has are just words', () => {
  for (const word of ['__proto__', 'constructor', 'toString', '--__proto__ x', '--constructor=x', '--to-string'])
    for (const before of ['', 'rudder ', 'rudder rule ', 'rudder rule disable x ', 'help '])
      expect(typeof message(() => parseLine(commands, before + word, known))).toBe('string')
})

test('whatever is typed is understood or refused in a sentence', () => {
  const piece = fc.oneof(
    fc.constantFrom(...'"\'“”„‘’«»`—–−=/\\?@ \t\u00a0\u200b\u202e\n'),
    fc.constantFrom(
      'rudder',
      'rule',
      'rules',
      'disable',
      'show',
      'because',
      'on',
      'staging',
      'here',
      'quietly',
      '--on',
      '—reason',
      '--all',
      'help',
      'cox',
      'directive',
      'mode',
      'top',
      '5',
    ),
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.string({ unit: 'grapheme', maxLength: 12 }),
  )
  const line = fc.oneof(
    fc.array(piece, { maxLength: 12 }).map((parts) => parts.join(' ')),
    fc.array(piece, { maxLength: 12 }).map((parts) => `rudder rule disable ${parts.join('')}`),
    fc.array(piece, { maxLength: 12 }).map((parts) => `rudder ${parts.join(' ')}`),
    fc.string({ unit: 'binary', maxLength: 300 }),
  )
  fc.assert(
    fc.property(line, (typed) => {
      const said = message(() => parseLine(commands, typed, known))
      expect(said.length).toBeLessThan(1_000)
      expect(said).not.toMatch(/[\u0000-\u001f\u200b-\u200f\u202a-\u202e]/)
    }),
    { numRuns: runs(1_000, 5_000) },
  )
})

test('a long line of anything comes to an end', () => {
  for (const unit of ['"', "'x ", '— ', '--on ', 'because ', '= ', '“', 'a b ', '--a= ', '👩‍💻'])
    for (const before of ['', 'rudder rule disable x ']) {
      const said = message(() => parseLine(commands, (before + unit.repeat(4_000)).slice(0, 3_990), known))
      expect(said.length).toBeLessThan(1_000)
    }
})
