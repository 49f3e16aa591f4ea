import { refused } from '../refused.ts'
import type { Cell, LensState, Measure, Row, Table, UserGroup } from '../state.ts'
import { memberOf, namesIn, tablesOf } from './members.ts'
import type { Filter, Query } from './query.ts'
import { floored, rangeOf, wall, written } from './times.ts'

/** A row of an answer, by the name of each member; numbers of PostgreSQL come as text. */
export type Answered = Record<string, Cell>

type Joined = Readonly<Record<string, Row>>

const seen = (table: Table, { sees }: UserGroup): readonly Row[] => {
  const policy = sees?.[table.name]
  return policy ? table.rows.filter((row) => row[policy.column] === policy.equals) : table.rows
}

/** The rows of several tables, joined by the column that they have in common. */
const joined = (tables: readonly Table[], group: UserGroup): readonly Joined[] => {
  const [widest, ...others] = tables.toSorted((a, b) => b.rows.length - a.rows.length)
  if (!widest) return []
  return seen(widest, group).flatMap((row): readonly Joined[] => {
    const found = others.map((table) =>
      seen(table, group).find((one) => one[table.joins ?? ''] === row[widest.joins ?? '']),
    )
    if (found.some((one) => one === undefined)) return []
    return [Object.fromEntries([[widest.name, row], ...others.map((table, at) => [table.name, found[at] ?? {}])])]
  })
}

const aggregate = ({ aggregates, column = '' }: Measure, rows: readonly Row[]): Cell => {
  if (aggregates === 'count') return String(rows.length)
  const values = rows.map((row) => Number(row[column] ?? 0))
  if (values.length === 0) return null
  const sum = values.reduce((a, b) => a + b, 0)
  return aggregates === 'sum' ? sum.toFixed(2) : (sum / values.length).toFixed(12)
}

/** Evaluates a query for a user group, as of now. */
export class Evaluation {
  readonly #state: LensState
  readonly #query: Query
  readonly #now: number

  constructor(state: LensState, query: Query, now: number) {
    this.#state = state
    this.#query = query
    this.#now = now
  }

  /** All rows, ordered, without limit and offset. */
  rows(group: UserGroup): readonly Answered[] {
    const rows = joined(tablesOf(this.#state, this.#query), group).filter((row) => this.#isKept(row))
    const groups = new Map<string, Joined[]>()
    for (const row of rows) {
      const key = JSON.stringify(this.#keyed(row))
      groups.set(key, [...(groups.get(key) ?? []), row])
    }
    // Without a dimension there is one row, also of nothing.
    const isTotal = this.#query.dimensions.length === 0 && !this.#query.timeDimensions.some((one) => one.granularity)
    if (isTotal && groups.size === 0) groups.set('{}', [])
    const all = [...groups].map(([key, some]) => ({ ...(JSON.parse(key) as Answered), ...this.#measured(some) }))
    return this.#ordered(all.filter((row) => this.#query.filters.every((filter) => this.#isMeasured(filter, row))))
  }

  #keyed(row: Joined): Answered {
    const key: Answered = {}
    for (const name of this.#query.dimensions) key[name] = this.#value(name, row)
    for (const { dimension, granularity } of this.#query.timeDimensions) {
      const value = this.#cell(dimension, row)
      if (!granularity) continue
      const text = value === null ? null : written(floored(wall(Number(value), this.#query.timezone), granularity))
      key[`${dimension}.${granularity}`] = text
      key[dimension] = text
    }
    return key
  }

  #measured(rows: readonly Joined[]): Answered {
    return Object.fromEntries(
      this.#query.measures.map((name) => {
        const member = memberOf(this.#state, name)
        const own = rows.map((row) => row[member.table.name] ?? {})
        return [name, member.is === 'measure' ? aggregate(member.of, own) : null]
      }),
    )
  }

  #cell(name: string, row: Joined): Cell {
    const member = memberOf(this.#state, name)
    return member.is === 'dimension' ? (row[member.table.name]?.[member.of.column] ?? null) : null
  }

  #value(name: string, row: Joined): Cell {
    const member = memberOf(this.#state, name)
    const cell = this.#cell(name, row)
    const isTime = member.is === 'dimension' && member.of.type === 'time'
    return isTime && cell !== null ? written(wall(Number(cell), this.#query.timezone)) : cell
  }

  #isKept(row: Joined): boolean {
    const { segments, timeDimensions, filters, timezone } = this.#query
    const inSegments = segments.every((name) => {
      const member = memberOf(this.#state, name)
      return member.is !== 'segment' || row[member.table.name]?.[member.of.column] === member.of.equals
    })
    const inTime = timeDimensions.every(({ dimension, dateRange }) => {
      if (dateRange === undefined) return true
      const [from, to] = rangeOf(dateRange, this.#now, timezone)
      const text = String(this.#value(dimension, row))
      return text >= from && text <= to
    })
    return inSegments && inTime && filters.every((filter) => this.#holds(filter, (name) => this.#value(name, row)))
  }

  #holds(filter: Filter, value: (name: string) => Cell): boolean {
    if (filter.and) return filter.and.every((one) => this.#holds(one, value))
    if (filter.or) return filter.or.some((one) => this.#holds(one, value))
    const name = filter.member ?? filter.dimension ?? ''
    // Measures are compared once they are known.
    if (memberOf(this.#state, name).is === 'measure') return true
    return compares(filter, value(name))
  }

  #isMeasured(filter: Filter, row: Answered): boolean {
    if (filter.and) return filter.and.every((one) => this.#isMeasured(one, row))
    // No condition mixes measures and dimensions.
    if (filter.or) return filter.or.some((one) => this.#isMeasured(one, row))
    const [name = ''] = namesIn(filter)
    return memberOf(this.#state, name).is !== 'measure' || compares(filter, row[name] ?? null)
  }

  #ordered(rows: readonly Answered[]): readonly Answered[] {
    const { order, measures, dimensions, timeDimensions } = this.#query
    const time = timeDimensions.find(({ granularity }) => granularity)?.dimension
    const [first] = [...(time ? [time] : []), ...measures, ...dimensions]
    const usual = first === undefined ? [] : [{ id: first, desc: first !== time && measures.includes(first) }]
    return rows.toSorted((a, b) => {
      for (const { id, desc } of order ?? usual) {
        const by = compared(a[id] ?? null, b[id] ?? null)
        if (by !== 0) return desc ? -by : by
      }
      return 0
    })
  }
}

const compared = (a: Cell, b: Cell): number => {
  const [x, y] = [Number(a), Number(b)]
  if (a !== null && b !== null && !Number.isNaN(x) && !Number.isNaN(y)) return x - y
  return String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0
}

type ComparesTime = (at: string, from: string, to: string) => boolean

/** Cube compares a time with the range of the dates that are given; what has one date takes its first moment. */
const ofTime: Readonly<Record<string, ComparesTime>> = {
  inDateRange: (at, from, to) => at >= from && at <= to,
  notInDateRange: (at, from, to) => at < from || at > to,
  onTheDate: (at, from, to) => at >= from && at <= to,
  afterDate: (at, from) => at > from,
  afterOrOnDate: (at, from) => at >= from,
  beforeDate: (at, from) => at < from,
  beforeOrOnDate: (at, from) => at <= from,
}

const compares = (filter: Filter, cell: Cell): boolean => {
  const { operator = '', values = [] } = filter
  const time = Object.hasOwn(ofTime, operator) ? ofTime[operator] : undefined
  if (time) return cell !== null && time(String(cell), ...rangeOf(values.map(String), 0, 'UTC'))
  const text = cell === null ? '' : String(cell)
  const [first = ''] = values.map(String)
  switch (operator) {
    case 'equals':
    case 'in':
      return values.some((one) => (one === null ? cell === null : compared(cell, one) === 0))
    case 'notEquals':
    case 'notIn':
      return !values.some((one) => (one === null ? cell === null : compared(cell, one) === 0))
    case 'contains':
      return text.toLowerCase().includes(first.toLowerCase())
    case 'notContains':
      return !text.toLowerCase().includes(first.toLowerCase())
    case 'startsWith':
      return text.toLowerCase().startsWith(first.toLowerCase())
    case 'endsWith':
      return text.toLowerCase().endsWith(first.toLowerCase())
    case 'notStartsWith':
      return !values.some((one) => text.toLowerCase().startsWith(String(one).toLowerCase()))
    case 'notEndsWith':
      return !values.some((one) => text.toLowerCase().endsWith(String(one).toLowerCase()))
    case 'gt':
      return compared(cell, first) > 0
    case 'gte':
      return compared(cell, first) >= 0
    case 'lt':
      return compared(cell, first) < 0
    case 'lte':
      return compared(cell, first) <= 0
    case 'set':
      return cell !== null
    case 'notSet':
      return cell === null
    default:
      throw refused(400, `Operator ${operator} not supported for filter: ${JSON.stringify(filter)}`)
  }
}
