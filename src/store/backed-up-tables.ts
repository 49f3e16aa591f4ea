import type { Schema } from './schema.ts'

// Which replicas are up and what the last checkup found is true of the running bots only; stored rows of tables and
// unfinished exports would make a backup large, and would be out of date in it; what one person alone sees, and what people
// are asked for, goes after a day. A key that somebody removed must not come back with a restore. What watches read, and
// remember of a connection or channel, is read again.
type Running = 'replicas' | 'checkup' | 'readings' | 'watch_states'
type Kept = Exclude<
  keyof Schema,
  Running | 'run_tables' | 'run_rows' | 'exports' | 'shares' | 'forms' | 'personal_keys'
>

/** Every table that a backup contains, with the columns that order its rows; tables that others refer to come first. */
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
  watches: ['id'],
  alerts: ['id'],
  mutes: ['connection'],
} as const satisfies { readonly [T in Kept]: readonly (keyof Schema[T])[] }

export const tableNames = Object.keys(backedUpTables) as readonly Kept[]
