import type { Statement } from '../database/statement.ts'
import { table } from '../database/table.ts'

const of = (sql: string, answer: Statement['answer']): Statement => ({ sql, answer })

/** SQL for one column of each type that PostgreSQL has. */
export const everyTypeSql = `SELECT 1::smallint AS c_smallint, 2::int AS c_int, 9007199254740993::bigint AS c_bigint, 1.10::numeric(12,2) AS c_numeric, 12345678901234567890.123456789::numeric AS c_big_numeric, 0.1::float4 AS c_float4, 0.1::float8 AS c_float8, 'NaN'::float8 AS c_nan, 'Infinity'::float8 AS c_inf, true AS c_bool, 'text'::text AS c_text, 'vc'::varchar AS c_varchar, 'ch'::char(4) AS c_char, date '2026-03-01' AS c_date, timestamp '2026-03-01 10:11:12.345678' AS c_timestamp, timestamptz '2026-03-01 10:11:12.345678+02' AS c_timestamptz, time '10:11:12' AS c_time, interval '1 day 02:03:04' AS c_interval, '{"a":[1,2,{"b":null}]}'::jsonb AS c_jsonb, ARRAY[1,2,3] AS c_int_array, ARRAY['x',NULL] AS c_text_array, '\\xdeadbeef'::bytea AS c_bytea, 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'::uuid AS c_uuid, '192.0.2.1'::inet AS c_inet, NULL::int AS c_null, count(*) AS c_count, sum(1) AS c_sum, '2.50'::money AS c_money`

/** What Redash makes of them. */
export const everyType = of(everyTypeSql, () =>
  table(
    'c_smallint:integer c_int:integer c_bigint:integer c_numeric:float c_big_numeric:float c_float4:float c_float8:float c_nan:float c_inf:float c_bool:boolean c_text: c_varchar:varchar c_char: c_date:date c_timestamp:datetime c_timestamptz:datetime c_time: c_interval: c_jsonb: c_int_array: c_text_array:string c_bytea: c_uuid: c_inet: c_null:integer c_count:integer c_sum:integer c_money:',
    [
      [
        ...[
          1,
          2,
          9_007_199_254_740_993n,
          1.1,
          12_345_678_901_234_567_000,
          0.1,
          0.1,
          null,
          null,
          true,
          'text',
          'vc',
          'ch  ',
        ],
        ...['2026-03-01', '2026-03-01T10:11:12.345', '2026-03-01T08:11:12.345Z', '10:11:12', '1 day, 2:03:04'],
        ...[{ a: [1, 2, { b: null }] }, [1, 2, 3], ['x', null], 'deadbeef', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'],
        ...['192.0.2.1', null, 1, 1, '$2.50'],
      ],
    ],
  ),
)

/** SQL for 200 columns. */
export const wideSql = `SELECT ${Array.from({ length: 200 }, (_, at) => `${at + 1} AS column_${String(at + 1).padStart(3, '0')}`).join(', ')}`

const start = Date.UTC(2026, 0, 1)

/** 60,000 rows, made when they are read. */
export const sixtyThousand = of(
  "SELECT i AS id, 'row ' || i AS label, (i * 37 % 1000) / 10.0 AS amount, timestamp '2026-01-01' + (i || ' minutes')::interval AS at FROM generate_series(1, 60000) i",
  () => ({
    ...table('id:integer label: amount:float at:datetime', []),
    get rows() {
      return Array.from({ length: 60_000 }, (_, at) => {
        const i = at + 1
        return [i, `row ${i}`, ((i * 37) % 1000) / 10, new Date(start + i * 60_000).toISOString().slice(0, 19)]
      })
    },
  }),
)

/** Column names that would mean something to Slack. */
export const markup = of('SELECT * FROM named_by_an_enemy', () => ({
  columns: ['<!channel>', '<@U1>', '`code`', '=1+1', '*bold*', ''].map((name) => ({ name, type: 'string' as const })),
  rows: [['<!here>', '```', '<https://example.test|click>', '=HYPERLINK("x")', '_a_', '&amp;']],
}))

/** Cells of a megabyte. */
export const long = of('SELECT * FROM megabytes', () =>
  table('id:integer page:', [
    [1, 'long '.repeat(200_000)],
    [2, `\`\`\`${'x'.repeat(1_000_000)}`],
  ]),
)
