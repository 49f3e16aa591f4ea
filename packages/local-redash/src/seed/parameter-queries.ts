import { type Draft, enumOptions, parameter } from './drafts.ts'

const several = { prefix: "'", suffix: "'", separator: ',' }
const numbers = { prefix: '', suffix: '', separator: ',' }
const range = { start: '2026-11-01', end: '2026-11-15' }
const times = { start: '2026-11-01 00:00', end: '2026-11-01 23:59' }

const totals =
  "SELECT count(*) AS orders, sum(amount) AS revenue FROM orders WHERE ordered_at >= '{{ period.start }}' AND ordered_at < '{{ period.end }}'"
const since = (name: string) => `SELECT count(*) AS orders FROM orders WHERE ordered_at >= '{{ ${name} }}'`

/** A query for each type of parameter, and some whose parameters are a trap. */
export const parameterQueries: readonly Draft[] = [
  {
    id: 4,
    name: 'Find customer by name',
    tags: ['customers'],
    ran: true,
    sql: "SELECT id, full_name, email, city FROM customers WHERE full_name ILIKE '%{{ name }}%' ORDER BY id LIMIT 20",
    parameters: [parameter('name', 'text', 'Anna')],
  },
  {
    id: 5,
    name: 'Customer by code (text pattern)',
    sql: "SELECT id, full_name FROM customers WHERE 'C-' || id = '{{ code }}'",
    parameters: [parameter('code', 'text-pattern', 'C-7', { regex: 'C-[0-9]{1,3}' })],
  },
  {
    id: 6,
    name: 'Orders above amount',
    ran: true,
    sql: 'SELECT id, ordered_at, amount FROM orders WHERE amount >= {{ min_amount }} ORDER BY amount DESC, id LIMIT 10',
    parameters: [parameter('min_amount', 'number', 900)],
  },
  {
    id: 7,
    name: 'Orders by status',
    tags: ['sales'],
    ran: true,
    sql: "SELECT id, ordered_at, status, amount FROM orders WHERE status = '{{ status }}' ORDER BY id DESC LIMIT 10",
    parameters: [parameter('status', 'enum', 'paid', { enumOptions })],
  },
  {
    id: 8,
    name: 'Orders by several statuses',
    sql: 'SELECT status, count(*) AS orders FROM orders WHERE status IN ({{ statuses }}) GROUP BY 1 ORDER BY 1',
    parameters: [parameter('statuses', 'enum', ['paid', 'new'], { enumOptions, multiValuesOptions: several })],
  },
  {
    id: 12,
    name: 'Customers of a country',
    tags: ['customers'],
    sql: "SELECT id, full_name, city FROM customers WHERE country = '{{ country }}' ORDER BY id LIMIT 10",
    parameters: [parameter('country', 'query', 'FR', { queryId: 9 })],
  },
  {
    id: 13,
    name: 'Orders of chosen customers',
    sql: 'SELECT customer_id, count(*) AS orders FROM orders WHERE customer_id IN ({{ ids }}) GROUP BY 1 ORDER BY 1',
    parameters: [parameter('ids', 'query', ['1', '2'], { queryId: 10, multiValuesOptions: numbers })],
  },
  {
    id: 14,
    name: 'Dropdown of a query that never ran',
    sql: "SELECT '{{ v }}' AS v",
    parameters: [parameter('v', 'query', 'a', { queryId: 11 })],
  },
  {
    id: 15,
    name: 'Orders of a day',
    sql: "SELECT id, ordered_at, amount FROM orders WHERE ordered_at::date = '{{ day }}' ORDER BY id",
    parameters: [parameter('day', 'date', '2026-11-20')],
  },
  {
    id: 16,
    name: 'Orders since a minute',
    sql: since('since'),
    parameters: [parameter('since', 'datetime-local', '2026-11-20 08:30')],
  },
  {
    id: 17,
    name: 'Orders since a second',
    sql: since('since'),
    parameters: [parameter('since', 'datetime-with-seconds', '2026-11-20 08:30:15')],
  },
  {
    id: 18,
    name: 'Revenue between dates',
    sql: totals,
    parameters: [parameter('period', 'date-range', range)],
  },
  {
    id: 19,
    name: 'Revenue between times',
    sql: "SELECT count(*) AS orders, sum(amount) AS revenue FROM orders WHERE ordered_at BETWEEN '{{ period.start }}' AND '{{ period.end }}'",
    parameters: [parameter('period', 'datetime-range', times)],
  },
  {
    id: 20,
    name: 'Revenue, last 7 days by default',
    sql: totals,
    parameters: [parameter('period', 'date-range', 'd_last_7_days')],
  },
  {
    id: 21,
    name: 'Orders of yesterday by default',
    sql: since('day'),
    parameters: [parameter('day', 'date', 'd_yesterday')],
  },
  {
    id: 22,
    name: 'Sales report (five parameters)',
    tags: ['sales', 'report'],
    sql: "SELECT id, ordered_at, status, channel, amount FROM orders WHERE status IN ({{ statuses }}) AND channel = '{{ channel }}' AND amount >= {{ min_amount }} AND ordered_at >= '{{ period.start }}' AND ordered_at < '{{ period.end }}' AND coalesce(comment,'') ILIKE '%{{ needle }}%' ORDER BY id LIMIT 25",
    parameters: [
      parameter('statuses', 'enum', ['paid'], { enumOptions, multiValuesOptions: several }),
      parameter('channel', 'enum', 'web', { enumOptions: 'web\nshop\nphone' }),
      parameter('min_amount', 'number', 100),
      parameter('period', 'date-range', { start: '2026-10-01', end: '2026-11-01' }),
      parameter('needle', 'text', 'order'),
    ],
  },
  { id: 23, name: 'A placeholder without a definition', sql: "SELECT '{{ anything }}'::text AS echoed" },
  {
    id: 24,
    name: 'Slow query (20 s)',
    sql: 'SELECT pg_sleep(20), {{ n }} AS n',
    parameters: [parameter('n', 'number', 1)],
  },
  {
    id: 25,
    name: 'Slow query (3 s)',
    sql: 'SELECT pg_sleep(3), {{ n }} AS n',
    parameters: [parameter('n', 'number', 1)],
  },
  {
    id: 54,
    name: 'Dropdown on a detached source',
    sql: "SELECT '{{ v }}' AS v",
    parameters: [parameter('v', 'query', 'a', { queryId: 41 })],
  },
  {
    id: 61,
    name: 'Dropdown of finance numbers',
    sql: "SELECT '{{ v }}' AS v",
    parameters: [parameter('v', 'query', 'a', { queryId: 39 })],
  },
]
