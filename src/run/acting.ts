import type { Principal } from '../policy/person.ts'
import type { AccessRequest, Decision } from '../policy/policy.ts'
import type { Individual } from '../vault/individual.ts'
import type { Context } from './context.ts'

/** A person as of now, with the policy's decision on what they want to do, or on what a job does on their behalf. */
export interface Checked {
  readonly principal: Principal
  readonly decision: Decision
}

/**
 * Looks up again who this is, and decides with the current groups; nothing is allowed for an account that may not be used any
 * more. Undefined if it can't be found out now.
 */
export const rightsNow = async (
  { people, policy }: Pick<Context, 'people' | 'policy'>,
  who: Principal,
  wanted: AccessRequest,
): Promise<Checked | undefined> => {
  const principal = await people.fresh(who)
  if (!principal) return undefined
  if (principal === 'gone')
    return { principal: who, decision: { allowed: false, missing: wanted.scopes, because: [], grants: [] } }
  return { principal, decision: policy.decide(principal, wanted) }
}

/** Looks up again who this is, for a system that makes a token for them; `gone` and undefined as for `fresh`. */
export const individualNow = async (
  { people, policy }: Pick<Context, 'people' | 'policy'>,
  who: Principal,
): Promise<Individual | 'gone' | undefined> => {
  const principal = await people.fresh(who)
  if (principal === undefined || principal === 'gone') return principal
  return policy.individual(principal, { title: people.title?.(principal) })
}
