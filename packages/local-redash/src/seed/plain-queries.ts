import type { Draft } from './drafts.ts'
import { everyTypeSql, wideSql } from './odd-tables.ts'

const daily =
  "SELECT date_trunc('day', ordered_at)::date AS day, status, count(*) AS orders, sum(amount) AS revenue, avg(discount) AS avg_discount\nFROM orders WHERE ordered_at >= '2026-11-01' GROUP BY 1, 2 ORDER BY 1, 2"
const monthly =
  "SELECT date_trunc('month', ordered_at)::date AS month, channel, sum(amount) AS revenue, count(*) AS orders FROM orders GROUP BY 1,2 ORDER BY 1,2"
const sixtyThousand =
  "SELECT i AS id, 'row ' || i AS label, (i * 37 % 1000) / 10.0 AS amount, timestamp '2026-01-01' + (i || ' minutes')::interval AS at FROM generate_series(1, 60000) i"
const nightly = { time: '03:15', until: null, interval: 86_400, day_of_week: null }

/** Queries without parameters: what is worth seeing, what is odd, and what fails. */
export const plainQueries: readonly Draft[] = [
  {
    id: 1,
    name: 'Daily orders',
    description: 'Orders and revenue per day and status',
    sql: daily,
    tags: ['sales', 'daily'],
    ran: true,
  },
  {
    id: 2,
    name: 'Customers (all types)',
    tags: ['customers'],
    ran: true,
    description: 'Unicode, NULLs, and cells that look like Slack markup or spreadsheet formulas',
    sql: 'SELECT id, full_name, email, city, country, note, vip, created_at, lat, lon FROM customers ORDER BY id LIMIT 40',
  },
  { id: 3, name: 'Every PostgreSQL type', sql: everyTypeSql, ran: true },
  {
    id: 9,
    name: 'Countries (for a dropdown)',
    ran: true,
    sql: "SELECT country AS value, country || ' - ' || min(city) AS name FROM customers GROUP BY country ORDER BY country",
  },
  { id: 10, name: 'Customer numbers (for a dropdown)', sql: 'SELECT id FROM customers ORDER BY id LIMIT 5', ran: true },
  { id: 11, name: 'Never run', sql: "SELECT 'a' AS v" },
  { id: 26, name: 'Failing query (missing table)', sql: 'SELECT * FROM no_such_table' },
  { id: 27, name: 'Division by zero', sql: 'SELECT 1/0 AS broken' },
  { id: 28, name: 'Empty result', sql: 'SELECT id, full_name FROM customers WHERE id < 0', ran: true },
  { id: 29, name: 'Nothing to return', sql: "SET TIME ZONE 'UTC'" },
  { id: 30, name: '60,000 rows', sql: sixtyThousand, tags: ['big'], ran: true },
  { id: 31, name: '200 columns', sql: wideSql, tags: ['big'], ran: true },
  {
    id: 32,
    name: 'Duplicate column names',
    ran: true,
    sql: "SELECT 1 AS id, 2 AS id, 3 AS id, 'x' AS name, 'y' AS name",
  },
  { id: 33, name: 'Auto limit on', sql: 'SELECT id FROM orders ORDER BY id', limited: true, ran: true },
  {
    id: 34,
    name: 'Column filters in names',
    sql: 'SELECT status AS "status::filter", channel AS "channel::multi-filter", count(*) AS orders FROM orders GROUP BY 1, 2 ORDER BY 1, 2',
  },
  { id: 35, name: 'Archived query', sql: 'SELECT 1 AS one', tags: ['old'], more: { archived: true } },
  {
    id: 37,
    name: 'Query of Ben',
    sql: 'SELECT count(*) AS customers FROM customers',
    user: 2,
    tags: ['customers'],
    ran: true,
  },
  { id: 38, name: 'Draft of Ben', sql: 'SELECT 3 AS three', user: 2, more: { draft: true } },
  {
    id: 39,
    name: 'Finance numbers (restricted)',
    sql: 'SELECT sum(amount) AS total FROM payments',
    source: 3,
    tags: ['finance'],
    ran: true,
  },
  { id: 40, name: 'On a paused source', sql: 'SELECT 1 AS one', source: 5 },
  { id: 41, name: 'On a deleted source', sql: 'SELECT 1 AS one', source: null },
  { id: 42, name: 'On an unreachable database', sql: 'SELECT 1 AS one', source: 7 },
  { id: 43, name: 'Sqlite table', sql: 'SELECT * FROM t', source: 4, ran: true },
  {
    id: 44,
    name: 'Query over a cached result',
    source: 2,
    sql: 'SELECT country, count(*) AS n FROM cached_query_2 GROUP BY country ORDER BY n DESC',
  },
  {
    id: 45,
    name: 'Ünïcode név: 注文一覧 <b>&amp;</b> "quoted" *bold*',
    tags: ['ünï', 'tag with space'],
    ran: true,
    description: 'Description with <!here> & markup',
    sql: 'SELECT \'注文\' AS "列", \'Ωmega\' AS "naïve & <col>"',
  },
  {
    id: 46,
    name: 'Total revenue (counter)',
    tags: ['kpi'],
    ran: true,
    sql: 'SELECT sum(amount) AS revenue, 2000000 AS target FROM orders',
  },
  { id: 47, name: 'Monthly revenue by channel', sql: monthly, tags: ['sales', 'kpi'], ran: true },
  {
    id: 48,
    name: 'Amount against items',
    ran: true,
    sql: 'SELECT items, amount, status FROM orders WHERE id % 60 = 0 ORDER BY id',
  },
  {
    id: 49,
    name: 'Cities on a map',
    sql: 'SELECT lat, lon, full_name, segment FROM customers ORDER BY id LIMIT 60',
    ran: true,
  },
  {
    id: 50,
    name: 'Comment words',
    ran: true,
    sql: 'SELECT comment FROM orders WHERE comment IS NOT NULL ORDER BY id LIMIT 100',
  },
  { id: 51, name: 'Order count for the alert', sql: 'SELECT count(*) AS value FROM orders', ran: true },
  { id: 52, name: 'To be archived', sql: 'SELECT 4 AS four' },
  { id: 53, name: 'To be edited', sql: 'SELECT 5 AS five' },
  { id: 55, name: 'Scheduled nightly', sql: 'SELECT 6 AS six', more: { schedule: nightly }, ran: true },
  { id: 60, name: 'Odd choices (for a dropdown)', sql: 'SELECT value, name FROM odd_choices', ran: true },
  { id: 70, name: 'Columns named by an enemy <!channel>', sql: 'SELECT * FROM named_by_an_enemy', ran: true },
  { id: 71, name: 'Cells of a megabyte', sql: 'SELECT * FROM megabytes' },
]
