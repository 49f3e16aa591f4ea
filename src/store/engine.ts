import type { Dialect } from 'kysely'

/** What differs between the two databases: how to connect, when to try again, and how to name it in a sentence. */
export interface Engine {
  readonly name: 'sqlite' | 'postgres'
  readonly dialect: Dialect
  /** The file, or host and database; never a password. */
  readonly place: string
  /** True if the transaction was certainly rolled back because of another one, so that it may run again. */
  contended(error: unknown): boolean
  /** Drops the connections, those in use once they are free: the next ones find a server that accepts writes. */
  renew(): void
}

/** The `code` that node, SQLite and PostgreSQL put on their errors. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
