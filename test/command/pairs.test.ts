import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Command } from '../../src/command/command.ts'
import { defineRead } from '../../src/command/define.ts'
import { typedPairs } from '../../src/command/pairs.ts'
import { parseLine } from '../../src/command/parse.ts'
import { redash } from '../../src/systems/redash/index.ts'

const definition = defineRead(redash, {
  summary: 'Run it',
  examples: ['redash run x'],
  scopes: ['redash:queries:read'],
  args: z.object({
    query: z.string(),
    values: z.record(z.string(), z.string()).default({}),
    fresh: z.boolean().default(false),
    maxAge: z.string().optional(),
  }),
  flags: ['maxAge'],
  names: { query: async () => [] },
  run: async () => ({ title: '' }),
})
const command: Command = { ...definition, name: 'redash run', words: ['redash', 'run'], file: '' }
const read = (line: string) => parseLine([command], `redash run ${line}`, { connections: ['redash/prod', 'redash/eu'] })
const argsOf = (line: string) => read(line).args

describe('name=value words', () => {
  test.for<readonly [line: string, query: string, values: object]>([
    ['Orders by status', 'Orders by status', {}],
    ['Orders by status status=paid', 'Orders by status', { status: 'paid' }],
    ['"a=b" a=b', 'a=b', { a: 'b' }],
    ['Orders since=2026-11-20 08:30 n=3', 'Orders', { since: '2026-11-20 08:30', n: '3' }],
    ['Orders name="Anna Maria" n=', 'Orders', { name: 'Anna Maria', n: '' }],
    ['Orders name=“Anna Maria”', 'Orders', { name: 'Anna Maria' }],
    ['https://r.net/queries/12?p_a=1 a=2', 'https://r.net/queries/12?p_a=1', { a: '2' }],
    ['Orders statuses=["a,b","c"]', 'Orders', { statuses: '["a,b","c"]' }],
  ])('%s', ([line, query, values]) => expect(argsOf(line)).toMatchObject({ query, values }))

  test('flags stand anywhere, and what ends a line stands before or behind them', () => {
    expect(argsOf('Orders --max-age 10m a=1 --fresh')).toMatchObject({
      query: 'Orders',
      values: { a: '1' },
      maxAge: '10m',
      fresh: true,
    })
    for (const line of ['Orders on eu here a=1', 'Orders a=1 on eu here', 'Orders here a=1 --on eu'])
      expect(read(line), line).toMatchObject({
        on: 'redash/eu',
        quiet: 'here',
        args: { query: 'Orders', values: { a: '1' } },
      })
  })

  test.for(['Orders a=1 a=2', 'Orders a="1" b', 'Orders a="1', 'Orders a=1\u200e'])('%s is refused', (line) =>
    expect(() => read(line)).toThrow(),
  )

  test.for([
    { a: '1' },
    { a: 'x y', b: "it's" },
    { a: '"', b: '' },
    { a: 'b=c' },
    { a: '--fresh' },
    { a: 'x here', 注文: 'ü' },
  ])('what is typed for %j is read back', (values) => {
    const typed = typedPairs(values) ?? 'none'
    expect(argsOf(`Orders ${typed}`)).toMatchObject({ query: 'Orders', values })
  })

  test('what no line can hold is not typed', () => expect(typedPairs({ a: 'x\ny' })).toBeUndefined())
})
