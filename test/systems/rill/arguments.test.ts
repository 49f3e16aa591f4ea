import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { UserError } from '../../../src/errors.ts'
import { buildRequest } from '../../../src/systems/request.ts'
import type { ApiArgument, OfferedApi } from '../../../src/systems/rill/arguments/argument.ts'
import { checkArguments } from '../../../src/systems/rill/arguments/check-arguments.ts'
import { describedApi } from '../../../src/systems/rill/arguments/described.ts'
import { settings } from '../../../src/systems/rill/expose/settings.ts'
import { rill } from '../../../src/systems/rill/index.ts'
import { nameTrouble, OpenApi } from '../../../src/systems/rill/shapes/index.ts'
import { runs } from '../../runs.ts'
import { hostile } from './hostile.ts'

const argument = (schema: ApiArgument['schema'], more: Partial<ApiArgument> = {}): ApiArgument => ({
  name: 'x',
  schema,
  required: false,
  pattern: undefined,
  ...more,
})

const api = (one: ApiArgument, method: OfferedApi['method'] = 'POST'): OfferedApi => ({
  name: 'sales',
  method,
  summary: undefined,
  arguments: [one],
  isDescribed: true,
  columns: [],
})

const checked = (one: ApiArgument, value: string, method?: OfferedApi['method']) => {
  const { sent, problems } = checkArguments(api(one, method), { x: value })
  return problems[0]?.says ?? sent.x
}

describe('values', () => {
  test.for<readonly [schema: ApiArgument['schema'], value: string, sent: unknown]>([
    [{ type: 'integer' }, '1000000', '1000000'],
    [{ type: 'integer' }, '1e6', '“x” must be a whole number in digits.'],
    [{ type: 'integer' }, '1.0', '“x” must be a whole number in digits.'],
    [
      { type: 'integer', minimum: 1, maximum: 10 },
      '11',
      '“x” must be a whole number in digits, at least 1 and at most 10.',
    ],
    [{ type: 'number' }, '-3.5', '-3.5'],
    [{ type: 'number' }, 'NaN', '“x” must be a number in digits, such as 900 or -3.5.'],
    [{ type: 'boolean' }, 'no', false],
    [{ type: 'boolean' }, 'maybe', '“x” must be true or false.'],
    [{ type: 'string', format: 'date' }, '2026-11-30', '2026-11-30'],
    [{ type: 'string', format: 'date' }, '2026-02-30', '“x” must be a date, such as 2026-11-30.'],
    [{ type: 'string', format: 'date-time' }, '2026-11-30T09:00:00+01:00', '2026-11-30T09:00:00+01:00'],
    [
      { type: 'string', format: 'uuid' },
      'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11',
      'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11',
    ],
    [{ type: 'string', enum: ['eu', 'us'] }, 'eu', 'eu'],
    [{ type: 'string', enum: ['eu', 'us'] }, 'EU', '“x” must be one of “eu”, “us”.'],
    [{ type: 'string' }, 'acme.com', 'acme.com'],
    [{ type: 'string' }, '', '“x” must be not empty: leave it out instead.'],
    [{ type: 'array', items: { type: 'string' } }, 'eu, us', ['eu', 'us']],
    [{ type: 'object' }, '{}', '“x” must be of a type that the bot can check.'],
  ])('%j given %j', ([schema, value, sent]) => expect(checked(argument(schema), value)).toEqual(sent))

  test('without a body everything is text, in which false is true', () => {
    expect(checked(argument({ type: 'boolean' }), 'true', 'GET')).toBe('true')
    expect(checked(argument({ type: 'boolean' }), 'false', 'GET')).toMatch(/left out/)
  })

  test('a pattern of the API that also matches SQL is no protection, and one that is fine lets no quote through', () => {
    expect(checked(argument({ type: 'string', pattern: '.*' }), 'anything')).toMatch(/lets SQL through/)
    expect(checked(argument({ type: 'string', pattern: "[a-z']{1,9}" }), "o'brien")).toMatch(/without quotes/)
    expect(checked(argument({ type: 'string' }, { pattern: "[a-z']{1,9}" }), "o'brien")).toBe("o'brien")
  })

  test('an argument that nobody declares is refused, and so is one that Rill takes for itself', () => {
    expect(() => checkArguments(api(argument({})), { y: '1' })).toThrow('“sales” takes no argument “y”. It takes “x”.')
    expect(() => checkArguments({ ...api(argument({})), arguments: [], isDescribed: false }, { y: '1' })).toThrow(
      /doesn’t say in Rill which arguments it takes/,
    )
    for (const name of ['priority', 'execution_time'])
      expect(checkArguments(api(argument({ type: 'integer' }, { name })), { [name]: '1' }).sent).toEqual({})
  })

  test('one that must be given is missed', () => {
    expect(checkArguments(api(argument({}, { required: true })), {}).problems).toEqual([
      { name: 'x', says: '“x” is required.' },
    ])
  })
})

describe('what the settings say of an argument that the API declares', () => {
  const declared = {
    areas: { type: 'array', items: { type: 'string' } },
    counts: { type: 'array', items: { type: 'string' } },
    day: { type: 'string' },
    n: { type: 'integer', minimum: 1 },
  }
  const openapi = OpenApi.parse({
    paths: {
      '/sales': { post: { requestBody: { content: { 'application/json': { schema: { properties: declared } } } } } },
    },
  })
  const set = (given: object) => {
    const setting = settings.apis.parse({ sales: { arguments: given } }).sales
    const found = setting && describedApi(openapi, 'sales', setting)
    if (!found) throw new Error('the API is not described')
    return (values: Readonly<Record<string, string>>) => {
      const { sent, problems } = checkArguments(found, values)
      return problems[0]?.says ?? sent
    }
  }

  test('its options are those of each value of a list', () => {
    const given = set({ areas: { options: ['eu', 'us'] } })
    expect(given({ areas: 'eu, us' })).toEqual({ areas: ['eu', 'us'] })
    expect(given({ areas: 'eu, asia' })).toBe(
      '“areas” must be values with commas between them, each one of “eu”, “us”.',
    )
  })

  test('its type counts, in a list for each value', () => {
    const given = set({ day: { type: 'date' }, counts: { type: 'integer' } })
    expect(given({ day: 'monday' })).toBe('“day” must be a date, such as 2026-11-30.')
    expect(given({ counts: '1, x' })).toBe(
      '“counts” must be values with commas between them, each a whole number in digits.',
    )
  })

  test('without a type in the settings that of the API stays', () => {
    expect(set({ n: { required: true } })({ n: '0' })).toBe('“n” must be a whole number in digits, at least 1.')
    expect(set({ more: { required: true } })({ more: 'a' })).toEqual({ more: 'a' })
  })
})

const schemas = fc.constantFrom<ApiArgument['schema']>(
  {},
  { type: 'string' },
  { type: 'string', format: 'date' },
  { type: 'string', format: 'date-time' },
  { type: 'string', format: 'email' },
  { type: 'string', format: 'hostname' },
  { type: 'string', enum: ['eu', "O'Reilly Media", 'a;b', 'x -- y'] },
  { type: 'string', pattern: '[^x]{1,40}' },
  { type: 'string', pattern: "[a-zA-Z' ]{1,40}" },
  { type: 'integer' },
  { type: 'number', minimum: -5 },
  { type: 'boolean' },
  { type: 'array', items: { type: 'string' } },
  { type: 'array', items: { type: 'integer' } },
  { type: 'array' },
  { type: 'array', items: { type: 'string' }, enum: ['eu', 'a;b'] },
)

describe('whatever is given', () => {
  test('nothing that is sent could be more than a value, and no value is of another type', () => {
    const counts = { sent: 0, refused: 0 }
    fc.assert(
      fc.property(
        schemas,
        fc.oneof(hostile, fc.constantFrom('eu', "O'Reilly Media", 'a;b', '42', 'true', '2026-11-30')),
        fc.constantFrom('GET', 'POST'),
        (schema, value, method) => {
          const { sent } = checkArguments(api(argument(schema), method as 'GET'), { x: value })
          const values = [sent.x ?? []].flat()
          counts[values.length > 0 ? 'sent' : 'refused'] += 1
          for (const one of values) {
            const text = String(one)
            expect(text).not.toMatch(/['"`\\;(){}[\]<>#]|--|\/\*|\p{Cc}/u)
            if (schema.type === 'integer' || schema.items?.type === 'integer') expect(text).toMatch(/^-?\d{1,18}$/)
            if (schema.type === 'boolean') expect(['true', 'false']).toContain(text)
            if (schema.enum) expect(schema.enum).toContain(text)
            expect(one).not.toBe('')
          }
          const operation = method === 'GET' ? rill.operations.callApi : rill.operations.postApi
          const input = method === 'GET' ? { name: 'sales', query: sent } : { name: 'sales', body: sent }
          if (values.length > 0) expect(() => buildRequest('https://rill.example', operation, input)).not.toThrow()
        },
      ),
      { numRuns: runs(1_000, 20_000) },
    )
    console.log(`${counts.sent} sent, ${counts.refused} refused`)
    expect(Math.min(counts.sent, counts.refused)).toBeGreaterThan(20)
  })

  test('an argument or a name that nobody declared is in no request', () => {
    fc.assert(
      fc.property(hostile, hostile, (name, value) => {
        if (name === 'x') return
        expect(() => checkArguments(api(argument({ type: 'string' })), { [name]: value })).toThrow(UserError)
      }),
      { numRuns: runs(300, 5_000) },
    )
  })

  test('a name of an API is one plain segment that is none of Rill’s own routes, or no request is built', () => {
    const counts = { built: 0, refused: 0 }
    const names = fc.oneof(
      hostile,
      fc.constantFrom(
        'sql',
        'SQL',
        'metrics',
        'openapi',
        'metrics-sql',
        'reports/daily',
        'top_domains',
        'with space',
        'a.b-c',
      ),
    )
    fc.assert(
      fc.property(names, fc.constantFrom(rill.operations.callApi, rill.operations.postApi), (name, operation) => {
        const input = operation === rill.operations.callApi ? { name } : { name, body: {} }
        let url: string
        try {
          url = buildRequest('https://rill.example/v1/organizations/a/projects/b/runtime', operation, input).url
        } catch {
          counts.refused += 1
          expect(nameTrouble(name)).toBeDefined()
          return
        }
        counts.built += 1
        const [, last = ''] = /\/projects\/b\/runtime\/api\/([^/]*)$/.exec(url) ?? []
        expect(decodeURIComponent(last)).toBe(name)
        expect(decodeURIComponent(decodeURIComponent(last))).not.toMatch(/[/\\]|\.\./)
        expect(name).not.toMatch(/^(sql|metrics-sql|metrics|openapi)$/i)
      }),
      { numRuns: runs(500, 5_000) },
    )
    expect(Math.min(counts.built, counts.refused)).toBeGreaterThan(10)
  })
})
