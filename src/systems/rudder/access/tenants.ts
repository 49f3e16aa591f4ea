import { SystemError, type SystemErrorKind } from '../../../errors.ts'
import type { Group } from '../shapes/index.ts'

/** The tenants of a token, as Rudder writes them: `*` for all, `-` for none, else their names. */
export type Tenants = string | undefined

const named = (tenants: string): readonly string[] =>
  tenants
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '' && one !== '-')

/** What a token does not see, as it appears after “this token”; undefined if it sees all, or if that isn't reported. */
export const limitOf = (tenants: Tenants): string | undefined => {
  if (tenants === undefined || named(tenants).includes('*')) return undefined
  const [only, ...others] = named(tenants)
  if (only === undefined) return 'sees no node, because it has no tenant'
  return others.length === 0 ? `only sees tenant ${only}` : `only sees the tenants ${[only, ...others].join(', ')}`
}

const untold: readonly SystemErrorKind[] = ['too-old', 'not-found', 'forbidden']

/** The tenants of a token, or `unsaid`: Rudder reports them from 9.0.4 on, to a token that may read its own account. */
export const tenantsOr = async (work: Promise<Tenants>): Promise<Tenants | 'unsaid'> => {
  try {
    return (await work) ?? 'unsaid'
  } catch (error) {
    if (error instanceof SystemError && untold.includes(error.kind)) return 'unsaid'
    throw error
  }
}

/**
 * Why a list of nodes may not be all, as it appears within a sentence. If Rudder does not report the tenants of the token, a
 * dynamic group shows it: it never contains deleted nodes, so if it contains nodes that the token can't see, there are more
 * tenants.
 */
export const limitOn = (
  tenants: Tenants | 'unsaid',
  groups: readonly Group[],
  nodes: ReadonlySet<string>,
): string | undefined => {
  if (tenants !== 'unsaid') {
    const limit = limitOf(tenants)
    return limit && `this token ${limit}`
  }
  const beyond = groups.find(({ dynamic, nodeIds }) => dynamic === true && nodeIds.some((id) => !nodes.has(id)))
  return beyond && `this token doesn't see all nodes of the group ${beyond.displayName}`
}
