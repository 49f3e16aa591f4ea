import { numberOf, textOf } from '../database/expressions.ts'
import type { Database, Statement } from '../database/statement.ts'
import { pick, type Table, table, where } from '../database/table.ts'
import { DatabaseTrouble } from '../database/trouble.ts'
import { grouped, rowsOf, sum } from './grouped.ts'
import { everyType, long, markup, sixtyThousand } from './odd-tables.ts'
import { orderStatements } from './order-statements.ts'

const customersOf = ({ tables }: Database): Table => tables.customers ?? table('id:integer', [])

const sleeping = (sql: string): Statement => ({
  sql,
  takes: (of) => numberOf(of('seconds')) * 1000,
  answer: (of) => table('pg_sleep: n:integer', [['', numberOf(of('n'))]]),
})

const nothing = (sql: string): Statement => ({
  sql,
  answer: () => {
    throw new DatabaseTrouble('Query completed but it returned no data.')
  },
})

const customers: readonly Statement[] = [
  {
    sql: 'SELECT id, full_name, email, city, country, note, vip, created_at, lat, lon FROM customers ORDER BY id LIMIT 40',
    answer: (_, database) =>
      pick(customersOf(database), [
        'id',
        'full_name',
        'email',
        'city',
        'country',
        'note',
        'vip',
        'created_at',
        'lat',
        'lon',
      ]),
  },
  {
    sql: 'SELECT lat, lon, full_name, segment FROM customers ORDER BY id LIMIT 60',
    answer: (_, database) => pick(customersOf(database), ['lat', 'lon', 'full_name', 'segment']),
  },
  {
    sql: 'SELECT id, full_name, email, city FROM customers WHERE full_name ILIKE {name} ORDER BY id LIMIT 20',
    answer: (of, database) => {
      const part = textOf(of('name')).replaceAll('%', '').toLowerCase()
      const found = where(customersOf(database), (row) => String(row.full_name).toLowerCase().includes(part))
      const { columns, rows } = pick(found, ['id', 'full_name', 'email', 'city'])
      return { columns, rows: rows.slice(0, 20) }
    },
  },
  {
    sql: "SELECT id, full_name FROM customers WHERE 'C-' || id = {code}",
    answer: (of, database) => {
      const code = textOf(of('code'))
      return pick(
        where(customersOf(database), ({ id }) => `C-${id}` === code),
        ['id', 'full_name'],
      )
    },
  },
  {
    sql: "SELECT country AS value, country || ' - ' || min(city) AS name FROM customers GROUP BY country ORDER BY country",
    answer: (_, database) =>
      table(
        'value:varchar name:',
        grouped(
          rowsOf(customersOf(database)),
          ({ country = null }) => [country],
          ([one]) => [`${one?.country} - ${one?.city}`],
        ),
      ),
  },
  {
    sql: 'SELECT id FROM customers ORDER BY id LIMIT 5',
    answer: (_, database) => {
      const { columns, rows } = pick(customersOf(database), ['id'])
      return { columns, rows: rows.slice(0, 5) }
    },
  },
  {
    sql: 'SELECT id, full_name, city FROM customers WHERE country = {country} ORDER BY id LIMIT 10',
    answer: (of, database) => {
      const wanted = textOf(of('country'))
      const found = where(customersOf(database), ({ country }) => country === wanted)
      const { columns, rows } = pick(found, ['id', 'full_name', 'city'])
      return { columns, rows: rows.slice(0, 10) }
    },
  },
  {
    sql: 'SELECT id, full_name FROM customers WHERE id < 0',
    answer: (_, database) =>
      pick(
        where(customersOf(database), () => false),
        ['id', 'full_name'],
      ),
  },
  {
    sql: 'SELECT count(*) AS customers FROM customers',
    answer: (_, database) => table('customers:integer', [[customersOf(database).rows.length]]),
  },
  {
    sql: 'SELECT country, count(*) AS n FROM cached_query_2 GROUP BY country ORDER BY n DESC',
    answer: (_, database) =>
      table(
        'country:string n:integer',
        grouped(
          rowsOf(customersOf(database)),
          ({ country = null }) => [country],
          (group) => [group.length],
        ).sort((a, b) => Number(b[1]) - Number(a[1])),
      ),
  },
]

/** Every form of SQL that the local databases know, beside literals and `SELECT * FROM` a table. */
export const statements: readonly Statement[] = [
  ...customers,
  ...orderStatements,
  ...[sleeping('SELECT pg_sleep({seconds}), {n} AS n'), nothing('SET TIME ZONE {zone}')],
  { sql: 'SELECT {text}::text AS echoed', answer: (of) => table('echoed:', [[textOf(of('text'))]]) },
  {
    sql: 'SELECT 1/0 AS broken',
    answer: () => {
      throw new DatabaseTrouble('division by zero')
    },
  },
  {
    sql: 'SELECT sum(amount) AS total FROM payments',
    answer: (_, { tables }) => table('total:float', [[sum(rowsOf(tables.payments), 'amount')]]),
  },
  {
    sql: 'SELECT value, name FROM odd_choices',
    answer: () =>
      table('value:integer name:', [
        [null, 'nothing'],
        [1, null],
        [2, 'two'],
      ]),
  },
  ...[everyType, sixtyThousand, markup, long],
]
