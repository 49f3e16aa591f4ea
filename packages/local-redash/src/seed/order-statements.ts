import { listOf, momentOf, numberOf, type Piece, textOf } from '../database/expressions.ts'
import type { Database, Statement } from '../database/statement.ts'
import { pick, type Table, table, where } from '../database/table.ts'
import { grouped, type Row, rowsOf, sum } from './grouped.ts'

const ordersOf = ({ tables }: Database): Table => tables.orders ?? table('id:integer', [])

const day = ({ ordered_at: at }: Row): string => String(at).slice(0, 10)
const isLike = (text: unknown, pattern: string): boolean => {
  const words = pattern.split(/%+/)
  return words.every((word) =>
    String(text ?? '')
      .toLowerCase()
      .includes(word.toLowerCase()),
  )
}

const counted = (rows: readonly Row[], from: string, to: string, inclusive: boolean): Table => {
  const within = rows.filter(({ ordered_at: at }) => {
    const time = String(at)
    return time >= from && (time < to || (inclusive && time === to))
  })
  return table('orders:integer revenue:float', [[within.length, within.length === 0 ? null : sum(within, 'amount')]])
}

const between = (of: (name: string) => Piece, inclusive: boolean) => (database: Database) =>
  counted(rowsOf(ordersOf(database)), momentOf(of('start')), momentOf(of('end')), inclusive)

const since = (of: (name: string) => Piece, database: Database): Table => {
  const from = momentOf(of('since'))
  return table('orders:integer', [[rowsOf(ordersOf(database)).filter((row) => String(row.ordered_at) >= from).length]])
}

const report = (of: (name: string) => Piece, database: Database): Table => {
  const [statuses, channel, least] = [listOf(of('statuses')), textOf(of('channel')), numberOf(of('min'))]
  const [start, end, needle] = [momentOf(of('start')), momentOf(of('end')), textOf(of('needle'))]
  const found = where(ordersOf(database), (row) => {
    const time = String(row.ordered_at)
    const inTime = time >= start && time < end
    const wanted = statuses.includes(String(row.status)) && row.channel === channel && Number(row.amount) >= least
    return inTime && wanted && isLike(row.comment, needle)
  })
  const { columns, rows } = pick(found, ['id', 'ordered_at', 'status', 'channel', 'amount'])
  return { columns, rows: rows.slice(0, 25) }
}

/** SQL about orders that the local databases know. */
export const orderStatements: readonly Statement[] = [
  {
    sql: "SELECT date_trunc('day', ordered_at)::date AS day, status, count(*) AS orders, sum(amount) AS revenue, avg(discount) AS avg_discount\nFROM orders WHERE ordered_at >= {since} GROUP BY 1, 2 ORDER BY 1, 2",
    answer: (of, database) => {
      const from = momentOf(of('since'))
      const rows = rowsOf(ordersOf(database)).filter((row) => String(row.ordered_at) >= from)
      return table(
        'day:date status:varchar orders:integer revenue:float avg_discount:float',
        grouped(
          rows,
          (row) => [day(row), row.status ?? null],
          (group) => [group.length, sum(group, 'amount'), sum(group, 'discount') / group.length],
        ),
      )
    },
  },
  {
    sql: 'SELECT id, ordered_at, amount FROM orders WHERE amount >= {min} ORDER BY amount DESC, id LIMIT 10',
    answer: (of, database) => {
      const least = numberOf(of('min'))
      const found = where(ordersOf(database), ({ amount }) => Number(amount) >= least)
      const { columns, rows } = pick(found, ['id', 'ordered_at', 'amount'])
      return { columns, rows: rows.toSorted((a, b) => Number(b[2]) - Number(a[2])).slice(0, 10) }
    },
  },
  {
    sql: 'SELECT id, ordered_at, status, amount FROM orders WHERE status = {status} ORDER BY id DESC LIMIT 10',
    answer: (of, database) => {
      const wanted = textOf(of('status'))
      const found = where(ordersOf(database), ({ status }) => status === wanted)
      const { columns, rows } = pick(found, ['id', 'ordered_at', 'status', 'amount'])
      return { columns, rows: rows.toReversed().slice(0, 10) }
    },
  },
  {
    sql: 'SELECT status, count(*) AS orders FROM orders WHERE status IN ({statuses}) GROUP BY 1 ORDER BY 1',
    answer: (of, database) => {
      const wanted = listOf(of('statuses'))
      const rows = rowsOf(ordersOf(database)).filter(({ status }) => wanted.includes(String(status)))
      return table(
        'status:varchar orders:integer',
        grouped(
          rows,
          ({ status = null }) => [status],
          (group) => [group.length],
        ),
      )
    },
  },
  {
    sql: 'SELECT customer_id, count(*) AS orders FROM orders WHERE customer_id IN ({ids}) GROUP BY 1 ORDER BY 1',
    answer: (of, database) => {
      const wanted = listOf(of('ids'))
      const rows = rowsOf(ordersOf(database)).filter(({ customer_id: id }) => wanted.includes(Number(id)))
      return table(
        'customer_id:integer orders:integer',
        grouped(
          rows,
          (row) => [row.customer_id ?? null],
          (group) => [group.length],
        ),
      )
    },
  },
  {
    sql: 'SELECT id, ordered_at, amount FROM orders WHERE ordered_at::date = {day} ORDER BY id',
    answer: (of, database) => {
      const wanted = momentOf(of('day'), 'date').slice(0, 10)
      return pick(
        where(ordersOf(database), (row) => day(row) === wanted),
        ['id', 'ordered_at', 'amount'],
      )
    },
  },
  { sql: 'SELECT count(*) AS orders FROM orders WHERE ordered_at >= {since}', answer: since },
  {
    sql: 'SELECT count(*) AS orders, sum(amount) AS revenue FROM orders WHERE ordered_at >= {start} AND ordered_at < {end}',
    answer: (of, database) => between(of, false)(database),
  },
  {
    sql: 'SELECT count(*) AS orders, sum(amount) AS revenue FROM orders WHERE ordered_at BETWEEN {start} AND {end}',
    answer: (of, database) => between(of, true)(database),
  },
  {
    sql: "SELECT id, ordered_at, status, channel, amount FROM orders WHERE status IN ({statuses}) AND channel = {channel} AND amount >= {min} AND ordered_at >= {start} AND ordered_at < {end} AND coalesce(comment,'') ILIKE {needle} ORDER BY id LIMIT 25",
    answer: report,
  },
  { sql: 'SELECT id FROM orders ORDER BY id', answer: (_, database) => pick(ordersOf(database), ['id']) },
  {
    sql: 'SELECT status AS "status::filter", channel AS "channel::multi-filter", count(*) AS orders FROM orders GROUP BY 1, 2 ORDER BY 1, 2',
    answer: (_, database) =>
      table(
        'status::filter:varchar channel::multi-filter:varchar orders:integer',
        grouped(
          rowsOf(ordersOf(database)),
          ({ status = null, channel = null }) => [status, channel],
          (group) => [group.length],
        ),
      ),
  },
  {
    sql: 'SELECT sum(amount) AS revenue, 2000000 AS target FROM orders',
    answer: (_, database) =>
      table('revenue:float target:integer', [[sum(rowsOf(ordersOf(database)), 'amount'), 2_000_000]]),
  },
  {
    sql: "SELECT date_trunc('month', ordered_at)::date AS month, channel, sum(amount) AS revenue, count(*) AS orders FROM orders GROUP BY 1,2 ORDER BY 1,2",
    answer: (_, database) =>
      table(
        'month:date channel:varchar revenue:float orders:integer',
        grouped(
          rowsOf(ordersOf(database)),
          (row) => [`${day(row).slice(0, 7)}-01`, row.channel ?? null],
          (group) => [sum(group, 'amount'), group.length],
        ),
      ),
  },
  {
    sql: 'SELECT items, amount, status FROM orders WHERE id % 60 = 0 ORDER BY id',
    answer: (_, database) =>
      pick(
        where(ordersOf(database), ({ id }) => Number(id) % 60 === 0),
        ['items', 'amount', 'status'],
      ),
  },
  {
    sql: 'SELECT comment FROM orders WHERE comment IS NOT NULL ORDER BY id LIMIT 100',
    answer: (_, database) => {
      const { columns, rows } = where(ordersOf(database), ({ comment }) => comment !== null)
      return pick({ columns, rows: rows.slice(0, 100) }, ['comment'])
    },
  },
  {
    sql: 'SELECT count(*) AS value FROM orders',
    answer: (_, database) => table('value:integer', [[ordersOf(database).rows.length]]),
  },
]
