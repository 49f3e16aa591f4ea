import fc from 'fast-check'
import { expect, test } from 'vitest'
import { UserError } from '../../../src/errors.ts'
import { splitWatch } from '../../../src/watch/line/split-line.ts'
import type { WatchLine } from '../../../src/watch/line/watch-line.ts'
import { clausesOf, watchText } from '../../../src/watch/line/watch-text.ts'
import { runs } from '../../runs.ts'
import { anyWhen } from '../condition/conditions.ts'

const shown = (typed: string): string => {
  try {
    const { watch } = splitWatch(typed)
    return `${watch.line} | ${clausesOf(watch)}`
  } catch (error) {
    if (error instanceof UserError) return error.message
    throw error
  }
}

test.for([
  ['compliance every 5m when failing > 10', 'compliance | every 5m when failing > 10'],
  ['Failed payments every 15m when rows > 0', 'Failed payments | every 15m when rows > 0'],
  [
    'orders.count last 1 day every weekday at 9:00 when value < 100',
    'orders.count last 1 day | every weekday at 9:00 when value < 100',
  ],
  ['rule SSH hardening on change', 'rule SSH hardening | on change'],
  ['rule SSH hardening every 15m on change', 'rule SSH hardening | every 15m on change'],
  ['compliance at 9:00', 'compliance | every day at 9:00'],
  ['compliance when failing > 10', 'compliance | when failing > 10'],
  ['compliance when failing > 10 every 5m', 'compliance | every 5m when failing > 10'],
  [
    'compliance when failing > 10 for 10m until < 3 ping @oncall',
    'compliance | when failing > 10 for 10m until < 3 ping @oncall',
  ],
  ['compliance every 5m ping always @oncall', 'compliance | every 5m ping @oncall always'],
  ['compliance every day at 9:00 skip missed', 'compliance | every day at 9:00 skip missed'],
  ['compliance on staging every 5m', 'compliance on staging | every 5m'],
  ['compliance every 5m when failing > 10 on staging', 'compliance on staging | every 5m when failing > 10'],
  // Words of the clauses in names.
  ['rule Check every night every 5m when failing > 3', 'rule Check every night | every 5m when failing > 3'],
  ['rule Backup at 9:00 every 5m', 'rule Backup at 9:00 | every 5m'],
  ['rule Alert when silent every 5m', 'rule Alert when silent | every 5m'],
  ['rule Nightly at dawn on change', 'rule Nightly at dawn | on change'],
  ['rule “when every 5m” every 1h', 'rule “when every 5m” | every 1h'],
  // The quoted form is what is in the quotes.
  [`"redash run 'Failed payments'" every 15m when rows > 0`, "redash run 'Failed payments' | every 15m when rows > 0"],
  ['“rule Backup every 5m” every 1h', 'rule Backup every 5m | every 1h'],
] as const)('“%s” is read as “%s”', ([typed, read]) => {
  expect(shown(typed)).toBe(read)
})

test.for([
  ['', 'Say how often to look, or when to post: “every 1h”, “when failing > 10”, “on change”.'],
  ['compliance', 'Say how often to look, or when to post: “every 1h”, “when failing > 10”, “on change”.'],
  ['compliance on staging', 'Say how often to look, or when to post: “every 1h”, “when failing > 10”, “on change”.'],
  ['every 5m', 'Name the command to watch in front: “compliance every 5m”.'],
  [
    'compliance every 5m when failing',
    'I expected a comparison (>, >=, <, <=, =, !=) after “failing”, but the line ends there.',
  ],
  ['compliance every 5m whne failing > 3', 'I don’t understand “whne” after “5m”. Did you mean “when”?'],
  ['compliance every 5m when failing > 3 untl < 2', 'I don’t understand “untl” after “3”. Did you mean “until”?'],
  ['compliance every 5m ping', 'I expected a user group such as “@oncall” after “ping”, but the line ends there.'],
  ['compliance every 5m ping @here', 'I ping user groups only, not “@here”. Name one, such as “ping @oncall”.'],
  ['compliance every 5m ping <!channel>', 'I expected a user group such as “@oncall” after “ping”, not “<”.'],
  ['compliance every 5m skip', 'I expected “missed” after “skip”, but the line ends there.'],
] as const)('“%s” is refused: %s', ([typed, said]) => {
  expect(shown(typed)).toBe(said)
})

test.for([
  ['compliance every 5m every 10m', 'compliance every 5m', 'The line says how often twice. Keep one of them.'],
  [
    'compliance every mondya at 9:00',
    'compliance every mondya',
    'I don’t understand “every mondya”. Did you mean “every monday”?',
  ],
  [
    'compliance when failing 10 every 5m',
    'compliance when failing 10',
    'I expected a comparison (>, >=, <, <=, =, !=) after “failing”, not “10”.',
  ],
] as const)('of “%s”, “%s” may be a name; else: %s', ([typed, line, doubt]) => {
  expect(splitWatch(typed)).toMatchObject({ watch: { line }, doubt })
})

const schedule = fc.oneof(
  fc.integer({ min: 1, max: 1_440 }).map((every) => ({ every })),
  fc.record({
    days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }).map((days) => days.sort()),
    at: fc.integer({ min: 0, max: 1_439 }),
  }),
)
const words = fc.constantFrom(
  ...[
    'rule',
    'SSH',
    'every',
    '5m',
    'at',
    '9:00',
    'on',
    'change',
    'when',
    'x',
    '>',
    '3',
    'ping',
    'night',
    '“a b”',
    'skip',
  ],
)
const watchLine: fc.Arbitrary<WatchLine> = fc
  .record(
    {
      line: fc.array(words, { minLength: 1, maxLength: 6 }).map((some) => some.join(' ')),
      schedule,
      posts: fc.oneof(
        fc.constant('changes' as const),
        anyWhen.map((when) => ({ when })),
      ),
      ping: fc.record({ group: fc.constantFrom('oncall', 'linux-ops', 'a.b'), always: fc.boolean() }),
      missed: fc.constant('skip' as const),
    },
    { requiredKeys: ['line', 'schedule'] },
  )
  .filter(({ line }) => !/^“[^”]*”$/.test(line))

test('what is printed is read back as the same, whatever words the line has', () => {
  fc.assert(
    fc.property(watchLine, (watch) => {
      expect(splitWatch(watchText(watch)).watch).toEqual(watch)
    }),
    { numRuns: runs(100, 2_000) },
  )
})

test('any text is a watch, or a mistake of who typed it', () => {
  const text = fc.oneof(
    fc.array(words, { maxLength: 20 }).map((some) => some.join(' ')),
    fc.string({ unit: 'binary', maxLength: 60 }).map((rest) => `a every ${rest}`),
  )
  fc.assert(
    fc.property(text, (typed) => {
      try {
        expect(splitWatch(typed).watch.line).not.toBe('')
      } catch (error) {
        expect(error).toBeInstanceOf(UserError)
      }
    }),
    { numRuns: runs(300, 5_000) },
  )
})
