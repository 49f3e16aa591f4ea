import type { Row, Table } from '../state.ts'
import { numbers } from './random.ts'

const day = 86_400_000
const cities = ['Oslo', 'Lima', 'Berlin'] as const
const regions = ['EU', 'US', 'APAC'] as const
const statuses = ['paid', 'paid', 'paid', 'open', 'refunded'] as const

const customers = (): Row[] =>
  Array.from({ length: 60 }, (_, at) => ({
    customer_id: at + 1,
    city: cities[at % cities.length] ?? null,
    annual_income: 28_000 + at * 100,
    created_at: Date.UTC(2024, at % 12, 1 + (at % 27)),
  }))

/** 400 sales, spread over the 180 days before now. */
const sales = (now: number): Row[] => {
  const next = numbers(7)
  return Array.from({ length: 400 }, (_, at) => ({
    id: at + 1,
    customer_id: 1 + Math.floor(next() * 60),
    region: regions[Math.floor(next() * regions.length)] ?? null,
    status: statuses[Math.floor(next() * statuses.length)] ?? null,
    gift: next() < 0.1,
    amount: Math.round(next() * 90_000) / 100,
    sold_at: now - Math.floor(next() * 180 * day) - 60_000,
  }))
}

const customer: Omit<Table, 'rows'> = {
  name: 'customer',
  title: 'Customer',
  isPublic: true,
  component: 1,
  joins: 'customer_id',
  measures: [
    { name: 'total_customers', aggregates: 'count', description: 'How many customers' },
    { name: 'average_income', aggregates: 'avg', column: 'annual_income', format: 'currency' },
  ],
  dimensions: [
    { name: 'customer_id', type: 'number', column: 'customer_id', isKey: true },
    { name: 'city', type: 'string', column: 'city', description: 'Home city', isSecured: true },
    { name: 'created_at', type: 'time', column: 'created_at' },
  ],
  segments: [{ name: 'berlin', column: 'city', equals: 'Berlin' }],
  takes: 0,
  fails: undefined,
}

const sale: Omit<Table, 'rows'> = {
  name: 'sales',
  title: 'Sales',
  isPublic: true,
  component: 1,
  joins: 'customer_id',
  measures: [
    { name: 'revenue', aggregates: 'sum', column: 'amount' },
    { name: 'count', aggregates: 'count' },
  ],
  dimensions: [
    { name: 'region', type: 'string', column: 'region' },
    { name: 'sold_at', type: 'time', column: 'sold_at' },
  ],
  segments: [],
  takes: 0,
  fails: undefined,
}

const lone = (name: string, title: string, more: Partial<Table> = {}): Table => ({
  name,
  title,
  isPublic: true,
  measures: [{ name: 'count', aggregates: 'count' }],
  dimensions: [{ name: 'id', type: 'number', column: 'id', isKey: true }],
  segments: [],
  rows: [{ id: 1 }],
  takes: 0,
  fails: undefined,
  ...more,
})

/** The tables: customers and their sales, a slow one, one whose table is gone, and one that is hidden. */
export const tables = (now: number): Table[] => [
  { ...customer, rows: customers() },
  { ...sale, rows: sales(now) },
  lone('slow', 'Slow', { takes: 14_000 }),
  lone('broken', 'Broken', { fails: 'relation "public.no_such_table" does not exist' }),
  lone('hidden', 'Hidden', { isPublic: false }),
]
