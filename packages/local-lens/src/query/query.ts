/** One condition, or several of which all or any hold. */
export interface Filter {
  readonly member?: string
  readonly dimension?: string
  readonly operator?: string
  readonly values?: readonly (string | null)[]
  readonly and?: readonly Filter[]
  readonly or?: readonly Filter[]
}

export interface TimeDimension {
  readonly dimension: string
  readonly granularity?: string | null
  readonly dateRange?: string | readonly string[]
}

/** A query as it was sent, once it was checked. */
export interface Query {
  readonly measures: readonly string[]
  readonly dimensions: readonly string[]
  readonly segments: readonly string[]
  readonly timeDimensions: readonly TimeDimension[]
  readonly filters: readonly Filter[]
  readonly order: readonly { readonly id: string; readonly desc: boolean }[] | undefined
  readonly limit: number
  readonly offset: number
  readonly timezone: string
  readonly isCompact: boolean
  readonly wantsTotal: boolean
  /** As it was sent. */
  readonly sent: Readonly<Record<string, unknown>>
}
