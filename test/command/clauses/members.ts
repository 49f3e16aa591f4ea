import type { QueryMember } from '../../../src/metric-query.ts'

/** What a shop measures: two tables with names in common, and one that only quotes can name. */
export const members: readonly QueryMember[] = [
  { name: 'orders.count', kind: 'measure', type: 'number', also: ['Orders Count'] },
  { name: 'orders.revenue', kind: 'measure', type: 'number', also: ['Total Revenue'] },
  { name: 'orders.status', kind: 'dimension', type: 'string' },
  { name: 'orders.city', kind: 'dimension', type: 'string' },
  { name: 'orders.paid', kind: 'dimension', type: 'boolean' },
  { name: 'orders.amount', kind: 'dimension', type: 'number' },
  { name: 'orders.created_at', kind: 'dimension', type: 'time' },
  { name: 'orders.large', kind: 'segment' },
  { name: 'users.count', kind: 'measure', type: 'number' },
  { name: 'users.city', kind: 'dimension', type: 'string' },
  { name: 'users.born', kind: 'dimension', type: 'time' },
  { name: 'users.seen', kind: 'dimension', type: 'time' },
  { name: 'odd table.by', kind: 'measure', type: 'number' },
  { name: 'odd table."top"', kind: 'dimension', type: 'string' },
]
