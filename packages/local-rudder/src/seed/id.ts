import { createHash } from 'node:crypto'

/** The identifier of a seeded object: always the same for the same kind and name, in the form of a UUID. */
export function idOf(kind: 'rule' | 'directive' | 'group' | 'node', name: string): string {
  const hex = createHash('sha256').update(`${kind} ${name}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
