/** A value of a row: a time is in milliseconds since 1970. */
export type Cell = string | number | boolean | null
export type Row = Readonly<Record<string, Cell>>

export interface Measure {
  readonly name: string
  readonly aggregates: 'count' | 'sum' | 'avg'
  readonly column?: string
  readonly description?: string
  readonly format?: string
}

export interface Dimension {
  readonly name: string
  readonly type: 'string' | 'number' | 'boolean' | 'time'
  readonly column: string
  readonly description?: string
  readonly isKey?: boolean
  /** Masked for some user groups. */
  readonly isSecured?: boolean
}

export interface Segment {
  readonly name: string
  readonly column: string
  readonly equals: Cell
}

/** One table of the model, with its rows. */
export interface Table {
  readonly name: string
  readonly title: string
  readonly description?: string
  /** False hides it: it is not in meta, and asking for it breaks something. */
  readonly isPublic: boolean
  /** Tables with the same number can be joined; left out for one that joins nothing. */
  readonly component?: number
  /** The column that joins it to others of its component. */
  readonly joins?: string
  readonly measures: readonly Measure[]
  readonly dimensions: readonly Dimension[]
  readonly segments: readonly Segment[]
  rows: Row[]
  /** How long the database takes, in milliseconds. */
  takes: number
  /** What the database says in place of an answer. */
  fails: string | undefined
}

/** A group of `user_groups.yml`: the first that fits a user is theirs, and no other. */
export interface UserGroup {
  readonly name: string
  /** All of them if left out. */
  scopes?: string[]
  includes: string[] | '*'
  readonly excludes?: string[]
  /** The only rows that its users see, by table: a column and its value. */
  readonly sees?: Readonly<Record<string, { readonly column: string; readonly equals: Cell }>>
}

/** An API key of DataOS, and the tag of the user that it is of. */
export interface ApiKey {
  readonly secret: string
  /** `users:id:ana` */
  readonly user: string
  /** In milliseconds since 1970; never if left out. */
  expiresAt?: number
}

/** A query that the database was given: the next one that asks the same waits for it too. */
export interface Run {
  readonly key: string
  readonly startedAt: number
  readonly doneAt: number
}

/** All that a local Lens holds. */
export interface LensState {
  readonly name: string
  readonly tables: Table[]
  groups: UserGroup[]
  keys: ApiKey[]
  runs: Run[]
  /** How long an answer is held back before it says “Continue wait”, in milliseconds. */
  hold: number
  /** Every query waits for ever. */
  isStuck: boolean
}
