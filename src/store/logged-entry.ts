import type { LogFields } from '../world.ts'
import type { AuditKind, Head } from './chain.ts'

/** An audit entry that a transaction adds. */
export interface AddedEntry {
  readonly head: Head
  readonly kind: AuditKind
  readonly payload: object
}

/** What of an entry is logged: ids and words of ours, nothing that a person or a system wrote. */
const logged = ['proposal', 'run', 'command', 'connection', 'outcome', 'successor', 'became'] as const

/** The fields of the log line about an entry. */
export const loggedEntry = ({ head, kind, payload }: AddedEntry): LogFields => {
  const all = new Map<string, unknown>(Object.entries(payload))
  const some = logged.flatMap((name) => {
    const value = all.get(name)
    return typeof value === 'string' ? [[name, value] as const] : []
  })
  return { entry: head.seq, kind, ...Object.fromEntries(some) }
}
