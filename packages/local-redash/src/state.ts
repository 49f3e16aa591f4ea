import type { Table } from './database/table.ts'

/** Plain data, all of it; times are milliseconds since 1970. */
export interface User {
  readonly id: number
  name: string
  email: string
  groups: number[]
  apiKey: string
  disabled: boolean
  readonly createdAt: number
}

/** What its members may do, and which sources they see. */
export interface Group {
  readonly id: number
  name: string
  permissions: string[]
  sources: { source: number; viewOnly: boolean }[]
}

export interface Source {
  readonly id: number
  name: string
  type: 'pg' | 'results' | 'sqlite'
  /** Why it is paused; empty without a reason, undefined if it is not. */
  paused: string | undefined
  /** What a run on it fails with, if its database cannot be reached. */
  unreachable: string | undefined
  /** After so many rows it cuts a result off and says so, as those for Databricks do; any number if undefined. */
  mostRows?: number
}

/** As `options.parameters` of a query has it. */
export interface Parameter {
  readonly name: string
  readonly title: string
  readonly type: string
  readonly value: unknown
  readonly global: boolean
  readonly locals?: readonly unknown[]
  readonly enumOptions?: string
  readonly queryId?: number
  readonly regex?: string
  readonly multiValuesOptions?: { readonly prefix: string; readonly suffix: string; readonly separator: string }
}

export interface Visualization {
  readonly id: number
  type: string
  name: string
  options: Readonly<Record<string, unknown>>
  readonly createdAt: number
}

export interface Query {
  readonly id: number
  name: string
  description: string
  sql: string
  /** null once its source was deleted. */
  source: number | null
  readonly user: number
  lastModifiedBy: number
  options: { parameters?: Parameter[]; apply_auto_limit?: boolean }
  schedule: object | null
  tags: string[]
  archived: boolean
  draft: boolean
  apiKey: string
  /** The server never raises it. */
  version: number
  latest: number | null
  /** Whether its stored defaults were valid when it was saved; only then can its hash be that of SQL with them. */
  defaultsValid: boolean
  visualizations: Visualization[]
  favoriteOf: number[]
  readonly createdAt: number
  updatedAt: number
}

export interface Result {
  readonly id: number
  readonly hash: string
  readonly sql: string
  readonly source: number
  readonly data: Table
  /** Seconds. */
  readonly runtime: number
  retrievedAt: number
}

export interface Job {
  readonly id: string
  readonly hash: string
  readonly sql: string
  readonly source: number
  /** Undefined for SQL that belongs to no query. */
  readonly query: number | undefined
  /** The e-mail of a user, or whose key it was: `query 12`. */
  readonly askedBy: string
  readonly enqueuedAt: number
  startedAt: number | undefined
  /** When the database would be done; Infinity if never. */
  dueAt: number
  endedAt: number | undefined
  cancelledAt: number | undefined
  result: number | undefined
  error: string | undefined
  /** Never leaves the queue, as with a queue that nobody works on. */
  stuck: boolean
  /** Whether somebody has seen its end. */
  seen: boolean
}

export interface Widget {
  readonly id: number
  text: string
  /** The id of a visualization; undefined for a text box. */
  visualization: number | undefined
  options: Readonly<Record<string, unknown>>
  readonly createdAt: number
}

export interface Dashboard {
  readonly id: number
  name: string
  /** As it was made; the API shows another one after a rename. */
  readonly slug: string
  readonly user: number
  tags: string[]
  options: Readonly<Record<string, unknown>>
  layout: unknown
  filters: boolean
  widgets: Widget[]
  archived: boolean
  draft: boolean
  /** The public one, if it is shared. */
  token: string | undefined
  version: number
  favoriteOf: number[]
  readonly createdAt: number
  updatedAt: number
}

export interface Alert {
  readonly id: number
  name: string
  query: number
  readonly user: number
  options: Readonly<Record<string, unknown>>
  state: 'unknown' | 'ok' | 'triggered'
  rearm: number | null
  lastTriggeredAt: number | undefined
  readonly createdAt: number
  updatedAt: number
}

/** How fast it works, in milliseconds. */
export interface Pace {
  workers: number
  /** From the queue to a worker. */
  pickup: number
  /** What the database needs for SQL that doesn't sleep. */
  run: number
  /** A worker looks this often whether its job was cancelled. */
  look: number
  /** What remains of a job after its end. */
  jobLife: number
  /** What remains of a result that is no query's latest one. */
  resultLife: number
}

/** Everything that it knows. */
export interface RedashState {
  users: User[]
  groups: Group[]
  sources: Source[]
  queries: Query[]
  results: Result[]
  jobs: Job[]
  dashboards: Dashboard[]
  alerts: Alert[]
  /** The tables of its databases: `SELECT * FROM` one of them works. */
  tables: Record<string, Table>
  pace: Pace
  /** The next id of anything. */
  next: { query: number; visualization: number; dashboard: number; widget: number; result: number; job: number }
}
