import type { Comparison, Grain, Period } from '../../metric-query.ts'

/** A name as somebody typed it; one in quotes is never a word of the grammar. */
export interface TypedName {
  readonly text: string
  readonly quoted: boolean
}

/** One condition as typed. */
export interface TypedCondition {
  readonly name: TypedName
  readonly comparison: Comparison
  readonly values: readonly string[]
}

/** The clauses of a query as typed: understood, but not yet compared with what the system has. */
export interface TypedClauses {
  readonly measures: TypedName[]
  /** `from ads`, where a query names what it is about. */
  source?: TypedName
  readonly by: TypedName[]
  /** `per day`, and the time dimension after `of`. */
  grain?: Grain
  period?: Period
  of?: TypedName
  readonly where: TypedCondition[]
  readonly segments: TypedName[]
  readonly order: { readonly name: TypedName; readonly descending: boolean }[]
  limit?: number
  /** `top 10` also orders by the first measure; `bottom 10` from the least. */
  end?: 'top' | 'bottom'
}
