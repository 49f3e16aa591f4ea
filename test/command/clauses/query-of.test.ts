import { expect, test } from 'vitest'
import { clausesText } from '../../../src/command/clauses/clauses-text.ts'
import { queryOf } from '../../../src/command/clauses/query-of.ts'
import { UserError } from '../../../src/errors.ts'
import { members } from './members.ts'

const read = (text: string) => clausesText(queryOf(text, members))
const refused = (text: string): string => {
  try {
    return `understood: ${read(text)}`
  } catch (error) {
    if (error instanceof UserError) return error.message
    throw error
  }
}

test.each([
  // names
  ['orders.count', 'orders.count'],
  ['Orders.Count', 'orders.count'],
  ['revenue', 'orders.revenue'],
  ['"Total Revenue"', 'orders.revenue'],
  ['“total revenue” by status', 'orders.revenue by orders.status'],
  ['"orders"."count"', 'orders.count'],
  ['orders."count"', 'orders.count'],
  ['orders.count, revenue and users.count', 'orders.count, orders.revenue, users.count'],
  ['orders.count revenue orders.count', 'orders.count, orders.revenue'],
  ['"odd table.by"', '"odd table.by"'],
  ['"odd table"."by"', '"odd table.by"'],
  // a bare name that two tables have is that of the table that the line names
  ['orders.count by city', 'orders.count by orders.city'],
  ['users.count by city', 'users.count by users.city'],
  // without measures
  ['by city, status where orders.paid = yes', 'by orders.city, orders.status where orders.paid = true'],
  // time
  ['orders.count per day', 'orders.count per day of orders.created_at'],
  ['orders.count by day', 'orders.count per day of orders.created_at'],
  [
    'orders.count by orders.status last 30 days by day',
    'orders.count by orders.status per day of orders.created_at last 30 days',
  ],
  ['orders.count by created_at, status per month', 'orders.count by orders.status per month of orders.created_at'],
  ['users.count per week of born', 'users.count per week of users.born'],
  ['users.count last 2 weeks of seen', 'users.count last 2 weeks of users.seen'],
  ['orders.count last 30 days', 'orders.count last 30 days of orders.created_at'],
  ['orders.count last 24h', 'orders.count last 24 hours of orders.created_at'],
  ['orders.count past 1 day', 'orders.count last 1 day of orders.created_at'],
  ['orders.count last month', 'orders.count last month of orders.created_at'],
  ['orders.count this year', 'orders.count this year of orders.created_at'],
  ['orders.count today', 'orders.count this day of orders.created_at'],
  ['orders.count yesterday', 'orders.count last day of orders.created_at'],
  ['orders.count since 2026-11', 'orders.count since 2026-11 of orders.created_at'],
  ['orders.count since 2026-11-30 08:15', 'orders.count since 2026-11-30T08:15 of orders.created_at'],
  ['orders.count since "2026-11-30 08:15"', 'orders.count since 2026-11-30T08:15 of orders.created_at'],
  ['orders.count from 2026-11-01 to yesterday', 'orders.count from 2026-11-01 to yesterday of orders.created_at'],
  ['orders.count until 2026', 'orders.count until 2026 of orders.created_at'],
  // conditions
  ['orders.count where status = open', 'orders.count where orders.status = open'],
  ['orders.count where status=open', 'orders.count where orders.status = open'],
  ['orders.count where city="New York"', 'orders.count where orders.city = "New York"'],
  ['orders.count where city is “New York”', 'orders.count where orders.city = "New York"'],
  ['orders.count where city is not Oslo', 'orders.count where orders.city != Oslo'],
  ['orders.count where city <> Oslo', 'orders.count where orders.city != Oslo'],
  ['orders.count where city in (Oslo, "New York")', 'orders.count where orders.city in (Oslo, "New York")'],
  [
    'orders.count where city in Oslo, Lima by status',
    'orders.count by orders.status where orders.city in (Oslo, Lima)',
  ],
  ['orders.count where city not in (Oslo)', 'orders.count where orders.city != Oslo'],
  ['orders.count where city is not set', 'orders.count where orders.city is not set'],
  ['orders.count where city is empty', 'orders.count where orders.city is not set'],
  ['orders.count where city starts with New', 'orders.count where orders.city starts with New'],
  ['orders.count where city doesn’t contain York', 'orders.count where orders.city does not contain York'],
  ['orders.count where amount >= -12.50', 'orders.count where orders.amount >= -12.50'],
  [
    'orders.count where amount ≥ 5 and status != open',
    'orders.count where orders.amount >= 5 and orders.status != open',
  ],
  [
    'orders.count where amount between 1 and 5 and paid is no',
    'orders.count where orders.amount >= 1 and orders.amount <= 5 and orders.paid = false',
  ],
  ['orders.count where created_at before 2026-11-30', 'orders.count where orders.created_at < 2026-11-30'],
  ['orders.count where orders.count > 10', 'orders.count where orders.count > 10'],
  [
    'orders.count where city = "by" where status = "and"',
    'orders.count where orders.city = "by" and orders.status = "and"',
  ],
  ["orders.count where city = O'Brien", "orders.count where orders.city = O'Brien"],
  // segments, order, how many
  ['orders.count segment large', 'orders.count segment orders.large'],
  ['orders.count by city order by city', 'orders.count by orders.city order by orders.city asc'],
  [
    'orders.count by city order count desc, city asc',
    'orders.count by orders.city order by orders.count desc, orders.city asc',
  ],
  ['orders.count by city top 10', 'orders.count by orders.city order by orders.count desc limit 10'],
  ['orders.count by city bottom 3', 'orders.count by orders.city order by orders.count asc limit 3'],
  ['orders.count by city order by city top 10', 'orders.count by orders.city order by orders.city asc limit 10'],
  ['orders.count by city limit 5.', 'orders.count by orders.city limit 5'],
  [
    'ORDERS.COUNT BY City PER Day LAST 7 Days TOP 3',
    'orders.count by orders.city per day of orders.created_at last 7 days order by orders.count desc limit 3',
  ],
])('%s', (text, understood) => {
  expect(read(text)).toBe(understood)
  expect(read(understood)).toBe(understood)
})

test.each([
  ['', 'Name at least one measure, or a dimension after “by”.'],
  ['last 30 days', 'Name at least one measure, or a dimension after “by”.'],
  ['"odd table.by" last 30 days', 'Nothing that this query names has a time dimension, so the time can’t be applied.'],
  ['where status = open', 'Name at least one measure, or a dimension after “by”.'],
  ['orders.cout', 'There is no measure called “orders.cout”. Did you mean “orders.count”?'],
  ['revenu by city', 'There is no measure called “revenu”. Did you mean “orders.revenue”?'],
  ['zzzzzz', 'There is no measure called “zzzzzz”.'],
  ['orders.count by stats', 'There is no dimension called “stats”. Did you mean “orders.status”?'],
  ['orders.count by status lst 30 days', 'There is no dimension called “lst”. Did you mean “last”?'],
  ['orders.count by orders.revenue', '“orders.revenue” is a measure, and “by” takes a dimension.'],
  ['status', '“status” is a dimension, not a measure. Put it after “by”.'],
  ['count', '“count” could be “orders.count” or “users.count”. Type its full name.'],
  ['revenue by city', '“city” could be “orders.city” or “users.city”. Type its full name.'],
  ['orders.count by', 'I expected a name after “by”, but the line ends there.'],
  ['orders.count by city,', 'I expected a name after “by”, but the line ends there.'],
  ['orders.count by top 3', 'I expected a name after “by”, not “top”. Put it in quotes if it is a name.'],
  [
    'orders.count per fortnight',
    'I expected second, minute, hour, day, week, month, quarter or year after “per”, not “fortnight”.',
  ],
  ['orders.count last 0 days', '“0” is no length of time: it can be 1 to 10,000.'],
  [
    'orders.count last 30',
    'I expected second, minute, hour, day, week, month, quarter or year after “last 30”, but the line ends there.',
  ],
  [
    'orders.count last 30 parsecs',
    'I expected second, minute, hour, day, week, month, quarter or year after “last 30”, not “parsecs”.',
  ],
  [
    'orders.count since 2026-02-31',
    'I expected a date such as 2026-11-30, 2026-11, today or yesterday after “since”, not “2026-02-31”.',
  ],
  ['orders.count since 2026-11-30 25:00', 'I expected a time such as 08:15 after “2026-11-30”, not “25:00”.'],
  ['orders.count last 7 days since today', 'The line says the time twice. Keep one of them.'],
  ['orders.count per day per week', 'The line says “per …” twice. Keep one of them.'],
  [
    'users.count per day',
    'Which time dimension: “users.born”, “users.seen”? Say it after “of”, as in “per day of created_at”.',
  ],
  ['users.count per day of city', '“users.city” is no time dimension.'],
  [
    'orders.count where status',
    'I expected a comparison after “status” (=, !=, >, >=, <, <=, in, not in, contains, starts with, ends with, is set, is not set), but the line ends there.',
  ],
  ['orders.count where status = ', 'I expected a value after “=”, but the line ends there.'],
  ['orders.count where status = by city', 'I expected a value after “=”, not “by”. Put it in quotes if it is a name.'],
  [
    'orders.count where city = New York',
    'I don’t understand “York” after “New”. A value or name of several words needs quotes.',
  ],
  [
    'orders.count where city = Oslo or city = Lima',
    '“or” is not supported between conditions. For several values of one, use “in (open, closed)”.',
  ],
  [
    'orders.count where city in (Oslo, Lima by status',
    'I expected “)” after the values, not “by”. Put it in quotes if it is a name.',
  ],
  ['orders.count where amount > much', '“orders.amount” is a number, and “much” isn’t one. Write it like 1234.5.'],
  ['orders.count where paid = perhaps', '“orders.paid” is yes or no, not “perhaps”.'],
  [
    'orders.count where city > Oslo',
    '“orders.city” is neither a number nor a time, so it can’t be compared with <, <=, > or >=.',
  ],
  [
    'orders.count where amount contains 5',
    '“orders.amount” isn’t text, so “contains”, “starts with” and “ends with” don’t work for it.',
  ],
  [
    'orders.count where created_at after soon',
    '“orders.created_at” is a time, and “soon” isn’t a date like 2026-11-30.',
  ],
  ...['=', 'is not', 'after', '<='].flatMap((sign): [string, string][] => [
    [
      `orders.count where created_at ${sign} 2026`,
      '“orders.created_at” is a time, and “2026” isn’t a date like 2026-11-30.',
    ],
    [
      `orders.count where created_at ${sign} 2026-11`,
      '“orders.created_at” is a time, and “2026-11” isn’t a date like 2026-11-30.',
    ],
  ]),
  ...['in', 'not in'].map((sign): [string, string] => [
    `orders.count where created_at ${sign} (2026-11-01, 2026-11-30)`,
    '“orders.created_at” is a time: compare it with one date, or use “from … to …”.',
  ]),
  [
    'orders.count by city order by status',
    'The query doesn’t show “orders.status”, so its rows can’t be ordered by it.',
  ],
  ['by status top 3', '“top” orders by the first measure, and there is none. Use “limit 3”.'],
  ['orders.count top', 'I expected a number after “top”, but the line ends there.'],
  ['orders.count top 0', '“top” takes a number from 1 to 1,000,000, not “0”.'],
  ['orders.count top 3 limit 5', 'The line says how many rows (“top”, “bottom” or “limit”) twice. Keep one of them.'],
  ['orders.count by city; drop table x', 'There is no dimension called “city;”. Did you mean “orders.city”?'],
  ['orders.count where city = "Oslo', 'The quote at “Oslo” is not closed.'],
  [
    'orders.count (by city)',
    'I don’t understand “(” after “orders.count”. A value or name of several words needs quotes.',
  ],
])('%s: %s', (text, sentence) => {
  expect(refused(text)).toBe(sentence)
})

test('without a source “from” is a date, as ever', () => {
  expect(refused('orders.count from orders')).toBe(
    'I expected a date such as 2026-11-30, 2026-11, today or yesterday after “from”, not “orders”.',
  )
})
