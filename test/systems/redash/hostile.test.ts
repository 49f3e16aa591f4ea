import fc from 'fast-check'
import { expect, test } from 'vitest'
import { UserError } from '../../../src/errors.ts'
import type { GivenValue } from '../../../src/systems/redash/parameters/check-value.ts'
import { runs } from '../../runs.ts'
import { prepareRun } from './preparing.ts'
import { scene, userToken } from './running.ts'

const settings = { expose: 'all', text: { 4: { name: '[A-Za-z ]{1,40}' } } } as const
const here = { now: Date.UTC(2026, 10, 30, 12), zone: 'UTC' }

/** What each kind of token of SQL is: a value by its kind, everything else as it stands. */
const shapeOf = (sql: string): string =>
  [...sql.matchAll(/'(?:[^']|'')*'|--.*|\/\*[\s\S]*?\*\/|\d[\d.]*|[A-Za-z_]\w*|\S/g)]
    .map(([token]) => {
      if (token.startsWith("'") && token.length > 1) return 'TEXT'
      return /^\d/.test(token) ? 'NUMBER' : token
    })
    .join(' ')
    // A sign belongs to its number, and several values are a list of any length.
    .replaceAll('- NUMBER', 'NUMBER')
    .replaceAll(/(TEXT|NUMBER)( , \1)+/g, '$1')

/** A query for each type of parameter, and a value that nobody could mind. */
const plain: readonly (readonly [queryId: string, name: string, value: GivenValue])[] = [
  ['4', 'name', 'Anna'],
  ['5', 'code', 'C-7'],
  ['6', 'min_amount', '900'],
  ['7', 'status', 'paid'],
  ['8', 'statuses', ['paid', 'new']],
  ['12', 'country', 'FR'],
  ['13', 'ids', ['1', '2']],
  ['15', 'day', '2026-11-20'],
  ['16', 'since', '2026-11-20 08:30'],
  ['17', 'since', '2026-11-20 08:30:15'],
  ['18', 'period', { start: '2026-11-01', end: '2026-11-15' }],
  ['19', 'period', { start: '2026-11-01 00:00', end: '2026-11-01 23:59' }],
]

const nasty = fc.constantFrom(
  ...[
    "'",
    '"',
    '`',
    ';',
    '--',
    '/*',
    '*/',
    '\\',
    '\0',
    '\n',
    '{{ n }}',
    '{{{',
    '}}',
    ' OR 1=1',
    "' OR 'a'='a",
    ')',
    '(',
  ],
  ...[
    "'; DROP TABLE orders; --",
    ' UNION SELECT 1',
    "'||current_user||'",
    '%',
    '_',
    '＇',
    'ʼ',
    '\u202e',
    ',',
    'NaN',
    '1e9',
    'd_today',
  ],
)

/** A value that people give, what is hostile, and both in one. */
const texts = (good: string) =>
  fc.oneof(
    { arbitrary: fc.constant(good), weight: 3 },
    nasty,
    fc.tuple(nasty, fc.nat(good.length)).map(([one, at]) => good.slice(0, at) + one + good.slice(at)),
    fc.array(nasty, { maxLength: 4 }).map((all) => all.join('')),
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.string({ maxLength: 12 }),
  )

const like = (value: GivenValue): fc.Arbitrary<GivenValue> => {
  if (typeof value === 'string') return fc.oneof(texts(value), fc.array(texts(value), { maxLength: 2 }))
  if ('start' in value)
    return fc.oneof(
      fc.record({ start: texts(value.start), end: texts(value.end) }),
      texts(`${value.start}--${value.end}`),
    )
  return fc.oneof(fc.array(texts(value[0] ?? ''), { maxLength: 3 }), texts(value[0] ?? ''))
}

test('no value that passes changes what the SQL does', async () => {
  const { api, local } = await scene(() => [userToken('runner')])
  const sqlOf = async (queryId: string, parameters: object): Promise<string> => {
    const run = queryId === '4' ? api.runTextQuery : api.runQuery
    const answer = run({ queryId, body: { parameters: { ...parameters }, max_age: 0 } })
    await Array.fromAsync(answer)
    const rest = answer.rest()
    // The same SQL as a moment ago is the same job.
    return local.state.jobs.find(({ id }) => 'job' in rest && id === rest.job.id)?.sql ?? 'no job'
  }
  const shapes = new Map<string, string>()
  for (const [queryId, name, value] of plain) {
    const { parameters } = await prepareRun(api, { queryId, given: { [name]: value } }, settings, here)
    shapes.set(queryId, shapeOf(await sqlOf(queryId, parameters)))
  }
  const counts = { passed: 0, refused: 0 }
  const asked = fc.constantFrom(...plain).chain((one) => like(one[2]).map((given) => ({ one, given })))
  await fc.assert(
    fc.asyncProperty(asked, async ({ one: [queryId, name], given }) => {
      let parameters: object
      try {
        parameters = (await prepareRun(api, { queryId, given: { [name]: given } }, settings, here)).parameters
      } catch (error) {
        expect(error).toBeInstanceOf(UserError)
        counts.refused += 1
        return
      }
      counts.passed += 1
      expect(shapeOf(await sqlOf(queryId, parameters))).toBe(shapes.get(queryId))
    }),
    { numRuns: runs(400, 4_000) },
  )
  console.log(`${counts.passed} passed, ${counts.refused} refused`)
  expect(Math.min(counts.passed, counts.refused)).toBeGreaterThan(20)
}, 120_000)

test('the check is able to fail: what Redash itself lets pass changes the SQL', async () => {
  const { api, local } = await scene(() => [userToken('reader')])
  const shapes: string[] = []
  for (const anything of ['a', "x'||current_user||'"]) {
    const answer = api.runQuery({ queryId: '23', body: { parameters: { anything }, max_age: 0 } })
    await Array.fromAsync(answer)
    shapes.push(shapeOf(local.state.jobs.at(-1)?.sql ?? ''))
  }
  expect(shapes[0]).not.toBe(shapes[1])
})
