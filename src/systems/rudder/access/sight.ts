import type { Reader, Sight } from '../../system.ts'
import { complianceTenants } from '../operations/compliance.ts'
import { nodeTenants } from '../operations/nodes.ts'
import { limitOf, type Tenants, tenantsOr } from './tenants.ts'

/** What the doctor says about the tenants of a token; nothing if Rudder does not report them. */
export const sightOf = (tenants: Tenants): Sight | undefined => {
  if (tenants === undefined) return undefined
  const limit = limitOf(tenants)
  if (limit === undefined) return { says: 'It sees the nodes of all tenants.' }
  return {
    says: `It ${limit}, so counts of nodes are too low, and how many a change affects is unknown.`,
    todo: 'Give its account access to all tenants in Rudder.',
  }
}

const byScope = [nodeTenants, complianceTenants]

/** Why these scopes may not see all nodes. */
export const limitsOn = async (read: Reader, scopes: readonly string[]): Promise<string | undefined> => {
  const asked = byScope.filter(({ scope }) => scopes.includes(scope))
  const all = await Promise.all(asked.map((operation) => tenantsOr(read(operation) as Promise<Tenants>)))
  const [limit] = all.flatMap((tenants) => (tenants === 'unsaid' ? [] : (limitOf(tenants) ?? [])))
  return limit && `Other nodes may be missing: the token ${limit}.`
}
