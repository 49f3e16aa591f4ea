import { z } from 'zod'
import { defineRead } from '../../src/bot.ts'
import type { Command } from '../../src/command/load.ts'
import type { Column } from '../../src/message/table.ts'
import { rudder } from '../../src/systems/rudder/index.ts'

/** A table that is far larger than a message. */
export const size = { rows: 60_000, columns: 8 }

const columns: readonly Column[] = [
  { label: 'No.', type: 'integer' },
  { label: 'Name', type: 'text' },
  { label: 'Large', type: 'integer' },
  { label: 'Share', type: 'decimal' },
  { label: 'At', type: 'time' },
  { label: 'Day', type: 'date' },
  { label: 'On', type: 'boolean' },
  { label: 'Note', type: 'text' },
]

/** Row number `at`; about 130 characters of JSON. */
export const rowOf = (at: number) =>
  [
    at,
    `srv-${at}.site${at % 40}.acme.net`,
    90_071_992_547_409_930_000n + BigInt(at),
    `${at}.10000000000000000001`,
    Date.UTC(2026, 10, 1) + at * 1_000,
    '2026-11-30',
    at % 2 === 0,
    at % 3 === 0 ? null : `=note “${at}”, with a comma`,
  ] as const

async function* rows(many: number) {
  for (let at = 0; at < many; at++) yield rowOf(at)
}

/** `rudder large`: a read command whose rows come one by one. */
export const large = (many = size.rows): Command => ({
  ...defineRead(rudder, {
    summary: 'A large table',
    examples: ['rudder large'],
    scopes: ['rudder:rules:read'],
    args: z.object({}),
    run: async () => ({ title: `${many} rows`, table: { columns, rows: rows(many), atOnce: 20 } }),
  }),
  name: 'rudder large',
  words: ['rudder', 'large'],
  file: 'test/tables/demo.ts',
})
