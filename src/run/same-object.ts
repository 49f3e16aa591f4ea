import type { Json } from '../command/define.ts'
import type { ProposalTable } from '../store/schema.ts'
import type { Operation } from '../systems/operation.ts'
import type { System } from '../systems/system.ts'
import { same } from './same.ts'

/** The parts of a stored proposal that say what it writes to. */
export type Written = Pick<ProposalTable, 'operation' | 'call' | 'args'>

/**
 * True if two writes are about the same object: the same ids in the path of their requests, whatever the operation.
 * Without ids in the path, as for what is created or reloaded, it is the same operation with the same arguments.
 */
export const sameObject = (system: System, one: Written, other: Written): boolean => {
  const [a, b] = [idsOf(system, one), idsOf(system, other)]
  if (a === undefined || b === undefined) return false
  if (Object.keys(a).length > 0 || Object.keys(b).length > 0) return same(a, b)
  return one.operation === other.operation && same(JSON.parse(one.args) as Json, JSON.parse(other.args) as Json)
}

/** True if a write is to one of the objects with these ids. */
export const writesTo = (system: System, write: Written, ids: readonly string[]): boolean =>
  Object.values(idsOf(system, write) ?? {}).some((id) => ids.includes(String(id)))

/** The ids in the path of its request, by parameter; undefined if the operation is not one of the system's any more. */
const idsOf = ({ operations }: System, { operation, call }: Written): Readonly<Record<string, Json>> | undefined => {
  const found = (operations as Readonly<Record<string, Operation>>)[operation]
  if (!found) return undefined
  const values = JSON.parse(call) as Readonly<Record<string, Json>>
  const names = [...found.endpoint.matchAll(/\{([^{}]+)\}/g)].map(([, name = '']) => name)
  return Object.fromEntries(names.map((name) => [name, values[name] ?? null]))
}
