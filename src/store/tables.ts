import type { Schema } from './schema.ts'

/** Every table with the columns that put its rows in order, what others refer to first. */
export const tables = {
  proposals: ['id'],
  votes: ['proposal', 'human'],
  locks: ['connection'],
  audit: ['seq'],
  audit_head: ['id'],
  posts: ['id'],
  runs: ['id'],
  deliveries: ['key'],
} as const satisfies { readonly [T in keyof Schema]: readonly (keyof Schema[T])[] }

export const tableNames = Object.keys(tables) as readonly (keyof Schema)[]
