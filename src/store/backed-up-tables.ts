import type { Schema } from './schema.ts'

// Who is up and what the last checkup found is true of the running bots only; rows that are read again in a moment, and
// files on their way, would make a backup large and be too old in it.
type Kept = Exclude<keyof Schema, 'replicas' | 'checkup' | 'run_tables' | 'run_rows' | 'exports'>

/** Every table that a backup holds, with the columns that put its rows in order, what others refer to first. */
export const backedUpTables = {
  proposals: ['id'],
  votes: ['proposal', 'human'],
  locks: ['connection'],
  servers: ['connection', 'url'],
  audit: ['seq'],
  audit_head: ['id'],
  posts: ['id'],
  runs: ['id'],
  deliveries: ['key'],
  refusals: ['key'],
} as const satisfies { readonly [T in Kept]: readonly (keyof Schema[T])[] }

export const tableNames = Object.keys(backedUpTables) as readonly Kept[]
