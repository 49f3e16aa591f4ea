import { describe, expect, test } from 'vitest'
import { UserError } from '../../../src/errors.ts'
import { checkQuery } from '../../../src/systems/redash/parameters/check-query.ts'
import { checkValue, type GivenValue } from '../../../src/systems/redash/parameters/check-value.ts'
import { lookAtValues, sentValues } from '../../../src/systems/redash/parameters/check-values.ts'
import { defaultOf } from '../../../src/systems/redash/parameters/defaults.ts'
import { dynamicMoment, dynamicRange } from '../../../src/systems/redash/parameters/dynamic-dates.ts'
import { placeholdersIn } from '../../../src/systems/redash/parameters/placeholders.ts'
import { ParameterDefinition } from '../../../src/systems/redash/shapes/query.ts'

const here = { now: Date.UTC(2026, 10, 30, 23, 30, 15), zone: 'Europe/Paris' }
const define = (type: string, more: object = {}) => ParameterDefinition.parse({ name: 'p', type, value: null, ...more })
const several = { multiValuesOptions: { prefix: "'", suffix: "'", separator: ',' } }
const checked = (
  type: string,
  given: GivenValue,
  more: object = {},
  known: { choices?: { name: unknown; value: string }[]; pattern?: string } = {},
) => checkValue(define(type, more), given, { here, choices: undefined, pattern: undefined, isBare: false, ...known })

describe('placeholders', () => {
  test.for<readonly [sql: string, names: readonly string[]]>([
    ['SELECT 1', []],
    ["SELECT '{{ a }}', {{b}}, {{ a }}", ['a', 'b']],
    ['{{{ a }}} {{& b }} {{ period.start }}', ['a', 'b', 'period.start']],
    ['-- {{ in a comment }}', ['in a comment']],
    ['SELECT 1 -- }} {', []],
  ])('%s', ([sql, names]) => expect(placeholdersIn(sql)).toEqual({ names, odd: undefined }))

  test.for([
    '{{# a }}x{{/ a }}',
    '{{^a}}x{{/a}}',
    '{{> partial }}',
    '{{! a comment }}',
    '{{=<% %>=}} <% a %>',
    '{{ a',
    '{{ }}',
    '{{ {a} }}',
    '{{{ a }}',
    '{{ a\nb }}',
    '{{ #a }}',
  ])('%s is more than a name', (sql) => expect(placeholdersIn(sql).odd).toBeDefined())
})

describe('a query', () => {
  const query = (sql: string, parameters: readonly object[]) => ({
    id: '4',
    name: 'Orders',
    query: sql,
    options: { parameters: parameters.map((one) => ParameterDefinition.parse(one)), apply_auto_limit: null },
  })
  const number = { name: 'n', type: 'number', value: 1 }
  const text = { name: 'name', type: 'text', value: '' }
  const range = { name: 'r', type: 'date-range', value: null }

  test('runs if each placeholder is one that it defines', () => {
    expect(checkQuery(query('{{ n }} {{ r.start }} {{ r.end }}', [number, range]), {})).toMatchObject({
      parameters: [{ name: 'n' }, { name: 'r' }],
      hasText: false,
    })
  })

  test('a definition that its SQL does not use is not asked for', () => {
    expect(checkQuery(query('{{ n }}', [number, text]), {}).parameters.map(({ name }) => name)).toEqual(['n'])
  })

  test.for<readonly [what: string, sql: string, parameters: readonly object[], says: RegExp]>([
    ['a placeholder without a definition', '{{ n }} {{ anything }}', [number], /“anything” without a definition/],
    ['no definitions at all', "'{{ anything }}'", [], /“anything” without a definition/],
    ['a part of what is no range', '{{ n.start }}', [number], /“n.start” without a definition/],
    ['a range as a whole', '{{ r }}', [range], /“r” without a definition/],
    ['another part of a range', '{{ r.middle }}', [range], /“r.middle” without a definition/],
    ['a section', '{{#n}}1{{/n}}', [number], /more than the name of a parameter/],
    ['two definitions of one name', '{{ n }}', [number, { ...number, type: 'text' }], /“n” twice/],
    ['a type that the bot does not know', '{{ n }}', [{ ...number, type: 'secret' }], /type “secret”/],
    ['free text', "'{{ name }}'", [text], /“name” is free text/],
  ])('is refused for %s', ([, sql, parameters, says]) => {
    expect(() => checkQuery(query(sql, parameters), {})).toThrow(says)
    expect(() => checkQuery(query(sql, parameters), {})).toThrow(UserError)
  })

  test('free text runs with a pattern for this very query and parameter', () => {
    const free = query("'{{ name }}'", [text])
    expect(checkQuery(free, { 4: { name: '[a-z]+' } })).toMatchObject({ hasText: true, patterns: { name: '[a-z]+' } })
    expect(() => checkQuery(free, { 5: { name: '[a-z]+' } })).toThrow(/free text/)
    expect(() => checkQuery(free, { 4: { other: '[a-z]+' } })).toThrow(/free text/)
    // What every object has is no pattern of the settings.
    expect(() => checkQuery(query('{{ toString }}', [{ ...text, name: 'toString' }]), { 4: {} })).toThrow(/free text/)
  })
})

describe('a value', () => {
  const enumOptions = 'new\npaid\nin transit'
  const country = [
    { name: 'France', value: 'FR' },
    { name: 'Twice', value: 'A' },
    { name: 'Twice', value: 'B' },
    { name: "O'Neill", value: "O'Neill" },
  ]

  test.for<readonly [type: string, given: GivenValue, sent: unknown, more?: object, known?: object]>([
    ['number', '900', '900'],
    ['number', '-3.50', '-3.50'],
    ['number', '9007199254740993', '9007199254740993'],
    ['enum', 'paid', 'paid', { enumOptions }],
    ['enum', 'paid', ['paid'], { enumOptions, ...several }],
    ['enum', ['paid', 'in transit', 'paid'], ['paid', 'in transit'], { enumOptions, ...several }],
    ['enum', 'b', 'b', { enumOptions: ['a', 'b'] }],
    ['query', 'FR', 'FR', {}, { choices: country }],
    ['query', 'FR', 'FR', {}, { choices: country, isBare: true }],
    ['query', 'São Paulo', 'São Paulo', {}, { choices: [{ value: 'São Paulo' }] }],
    ['query', 'France', 'FR', {}, { choices: country }],
    ['query', ['1'], ['1'], several, { choices: [{ name: 1, value: '1' }] }],
    ['date', '2026-02-28', '2026-02-28'],
    ['date', 'd_yesterday', '2026-11-30'],
    ['datetime-local', '2026-11-20T08:30', '2026-11-20 08:30'],
    ['datetime-with-seconds', '2026-11-20 08:30:15', '2026-11-20 08:30:15'],
    ['date-range', '2026-11-01--2026-11-15', { start: '2026-11-01', end: '2026-11-15' }],
    ['date-range', { start: '2026-11-01', end: '2026-11-01' }, { start: '2026-11-01', end: '2026-11-01' }],
    ['date-range', 'd_today', { start: '2026-12-01', end: '2026-12-01' }],
    ['text-pattern', 'C-77', 'C-77', { regex: 'C-[0-9]{1,3}' }],
    ['text', 'Anna', 'Anna', {}, { pattern: '[A-Za-z ]{1,40}' }],
  ])('%s %j is sent as %j', ([type, given, sent, more, known]) => {
    expect(checked(type, given, more, known)).toEqual({ value: sent })
  })

  test.for<readonly [type: string, given: GivenValue, more?: object, known?: object]>([
    // What Redash lets pass (F9), and what only its database refuses.
    ...[
      'NaN',
      'Infinity',
      '9e2',
      ' 900 ',
      '9_00',
      'true',
      '1,000',
      '',
      '0x10',
      '٣',
      '+1',
      '1.',
      '.5',
      '00',
      `${'9'.repeat(39)}`,
    ].map((given) => ['number', given] as const),
    ['number', ['1']],
    ['enum', 'cancelled', { enumOptions }],
    ['enum', '', { enumOptions }],
    ['enum', 'new\npaid', { enumOptions }],
    // F10: a list where one is wanted, an empty one, one that is wrong in part.
    ['enum', ['paid'], { enumOptions }],
    ['enum', [], { enumOptions, ...several }],
    ['enum', ['paid', 'x'], { enumOptions, ...several }],
    ['query', 'XX', {}, { choices: country }],
    ['query', 'Twice', {}, { choices: country }],
    ['query', "O'Neill", {}, { choices: country }],
    ['query', 'FR'],
    ['query', '1 or true', {}, { choices: [{ value: '1 or true' }], isBare: true }],
    [
      'query',
      ['1', 'x) or (true'],
      { multiValuesOptions: { separator: ',' } },
      { choices: [{ value: '1' }, { value: 'x) or (true' }], isBare: true },
    ],
    // F11
    ...[
      '20 Nov 2026',
      '10',
      'today',
      '2026-13-45',
      '2026-02-29',
      '',
      '2026-11-20T08:30:00Z',
      "2026-11-20'",
      '0999-01-01',
    ].map((given) => ['date', given] as const),
    ['datetime-local', '2026-11-20'],
    ['datetime-local', '2026-11-20 24:00'],
    ['datetime-with-seconds', '2026-11-20 08:30'],
    ['date-range', '2026-11-15--2026-11-01'],
    ['date-range', '2026-11-15'],
    ['date-range', '2026-11-15--'],
    ['date-range', 'd_yesterday_evening'],
    ['date-range', ['2026-11-01', '2026-11-15']],
    ['text-pattern', 'X-77', { regex: 'C-[0-9]{1,3}' }],
    ['text-pattern', 'C-77\n', { regex: 'C-[0-9]{1,3}' }],
    ['text-pattern', 'C-77', { regex: '.*' }],
    ['text-pattern', '1', { regex: '[a-z0-9 =]+' }],
    ['text-pattern', '1', { regex: '[A-Z0-9 =]+' }],
    ['text-pattern', 'C-77', { regex: '(?!x)C-[0-9]+' }],
    ['text-pattern', 'C-77', {}],
    ['text', 'Anna'],
    ['text', "A' OR 1=1", {}, { pattern: '[A-Za-z ]{1,40}' }],
    ['text', 'Anna\u0000', {}, { pattern: '(?s).*' }],
    ['text', 'x'.repeat(1_001), {}, { pattern: '(?s).*' }],
    ['of the future', 'x'],
  ])('%s %j is refused', ([type, given, more, known]) => {
    expect(checked(type, given, more, known)).toEqual({ must: expect.any(String) })
  })

  test('a pattern takes linear time, whatever it is', () => {
    const began = performance.now()
    expect(checked('text', `${'a'.repeat(900)}!`, {}, { pattern: '(a+)+(a+)+(a+)+$' })).toHaveProperty('must')
    expect(performance.now() - began).toBeLessThan(1_000)
  })
})

describe('all values', () => {
  const runnable = {
    parameters: [
      define('number', { name: 'n', title: 'How many' }),
      define('enum', { name: 'status', enumOptions: 'new\npaid' }),
    ],
    hasText: false,
    patterns: {},
    bare: new Set<string>(),
  }
  const check = (given: Readonly<Record<string, GivenValue>>) => () =>
    sentValues(lookAtValues(runnable, given, { here, choices: {} }))

  test('are sent by name', () => expect(check({ n: '1', status: 'new' })()).toEqual({ n: '1', status: 'new' }))
  test.for<readonly [given: Readonly<Record<string, GivenValue>>, says: string]>([
    [{ n: '1' }, 'A value is missing: “status”, one of a list.'],
    [{ n: '1', status: 'x' }, '“status” must be one of “new”, “paid”.'],
    [{ n: 'x', status: 'new' }, '“n” (How many) must be a number in digits, such as 900 or -3.5.'],
    [{ n: '1', status: 'new', other: '1' }, 'There is no parameter “other”. It has “n”, “status”.'],
    [{ n: '1', status: 'new', __proto__x: '1' }, 'There is no parameter “__proto__x”. It has “n”, “status”.'],
  ])('%j: %s', ([given, says]) => expect(check(given)).toThrow(says))
})

describe('dynamic dates are those of the person', () => {
  test.for<readonly [zone: string | undefined, today: string]>([
    ['Europe/Paris', '2026-12-01'],
    ['America/New_York', '2026-11-30'],
    ['Pacific/Kiritimati', '2026-12-01'],
    [undefined, '2026-11-30'],
  ])('in %s it is %s', ([zone, today]) => {
    expect(dynamicMoment('date', 'd_now', { ...here, zone })).toBe(today)
  })

  const range = (word: string, now = Date.UTC(2026, 2, 31, 12)) =>
    dynamicRange('date-range', word, { now, zone: 'UTC' })
  test.for<readonly [word: string, start: string, end: string]>([
    ['d_today', '2026-03-31', '2026-03-31'],
    ['d_yesterday', '2026-03-30', '2026-03-30'],
    ['d_this_week', '2026-03-29', '2026-04-04'],
    ['d_last_week', '2026-03-22', '2026-03-28'],
    ['d_this_month', '2026-03-01', '2026-03-31'],
    ['d_last_month', '2026-02-01', '2026-02-28'],
    ['d_this_year', '2026-01-01', '2026-12-31'],
    ['d_last_year', '2025-01-01', '2025-12-31'],
    ['d_last_7_days', '2026-03-24', '2026-03-31'],
    ['d_last_90_days', '2025-12-31', '2026-03-31'],
    ['d_last_12_months', '2025-03-31', '2026-03-31'],
    ['d_last_10_years', '2016-03-31', '2026-03-31'],
  ])('%s is %s to %s', ([word, start, end]) => expect(range(word)).toEqual({ start, end }))

  test('a month that lacks the day ends at its last one', () => {
    expect(range('d_last_12_months', Date.UTC(2024, 1, 29))).toEqual({ start: '2023-02-28', end: '2024-02-29' })
  })
  test('hours have times', () => {
    expect(dynamicRange('datetime-range', 'd_last_8_hours', { now: Date.UTC(2026, 2, 31, 4, 5), zone: 'UTC' })).toEqual(
      {
        start: '2026-03-30 20:05',
        end: '2026-03-31 04:05',
      },
    )
  })
  test.for(['d_', 'd_toString', 'toString', 'today', 'd_next_week'])('%s is none', (word) => {
    expect(range(word)).toBeUndefined()
    expect(dynamicMoment('date', word, here)).toBeUndefined()
  })
})

describe('a stored default', () => {
  test.for<readonly [type: string, value: unknown, is: unknown]>([
    ['date-range', 'd_today', { start: '2026-12-01', end: '2026-12-01' }],
    ['date-range', { start: '2026-11-01', end: '2026-11-15' }, { start: '2026-11-01', end: '2026-11-15' }],
    ['date', 'd_yesterday', '2026-11-30'],
    ['number', 900, '900'],
    ['enum', ['paid'], ['paid']],
    ['enum', [], undefined],
    ['text', '', undefined],
    ['date', '', undefined],
    ['datetime-range', '', undefined],
    ['date-range', { start: '', end: '' }, undefined],
    ['date-range', { start: '2026-11-01', end: '' }, undefined],
    ['text', null, undefined],
    ['date-range', { start: '2026-11-01' }, undefined],
  ])('%s %j is %j', ([type, value, is]) => expect(defaultOf(define(type, { value }), here)).toEqual(is))
})
