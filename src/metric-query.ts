/** The units that time is cut into, shortest first. Weeks begin on Monday. */
export const grains = ['second', 'minute', 'hour', 'day', 'week', 'month', 'quarter', 'year'] as const
export type Grain = (typeof grains)[number]

/** What a member of a semantic layer is; a time dimension is a dimension of the type `time`. */
export type MemberKind = 'measure' | 'dimension' | 'segment'

/** A measure, a dimension or a segment that a query may name. */
export interface QueryMember {
  /** Its full name, as the system spells it: `orders.count`. */
  readonly name: string
  readonly kind: MemberKind
  readonly type?: 'string' | 'number' | 'boolean' | 'time'
  /** What else people call it: its titles. */
  readonly also?: readonly string[]
}

/** How a condition compares; with several values, `equals` is one of them and `notEquals` none of them. */
export type Comparison =
  | ('equals' | 'notEquals' | 'contains' | 'notContains' | 'startsWith' | 'endsWith')
  | ('gt' | 'gte' | 'lt' | 'lte' | 'set' | 'notSet')

/** One condition on a member. Values are texts, so that no digit is lost; `set` and `notSet` have none. */
export interface MemberCondition {
  readonly member: string
  readonly comparison: Comparison
  readonly values: readonly string[]
}

/**
 * A stretch of time as somebody typed it, which `spanOf` turns into moments. `last` ends now and counts the present unit:
 * the last 7 days are today and the six before. `from` and `to` are `2026`, `2026-11`, `2026-11-30`,
 * `2026-11-30T08:15`, `today` or `yesterday`, and both belong to the stretch.
 */
export type Period =
  | { readonly kind: 'last'; readonly count: number; readonly unit: Grain }
  | { readonly kind: 'previous' | 'current'; readonly unit: Grain }
  | { readonly kind: 'dates'; readonly from?: string; readonly to?: string }

/** A question to a semantic layer, with full names: what to count, for what, over which time. */
export interface MetricQuery {
  /** What it is about, in a system in which a question names that apart from its members. */
  readonly source?: string
  readonly measures: readonly string[]
  readonly dimensions: readonly string[]
  /** The time dimension with how it is cut and which stretch of it counts. */
  readonly time?: { readonly dimension: string; readonly grain?: Grain; readonly period?: Period }
  /** All of them hold. */
  readonly where: readonly MemberCondition[]
  readonly segments: readonly string[]
  readonly order: readonly { readonly member: string; readonly descending: boolean }[]
  readonly limit?: number
}
