import { RefusedError } from '../errors.ts'
import type { Principal } from '../policy/person.ts'
import type { Ask } from '../policy/policy.ts'
import { refusal } from '../policy/why.ts'
import type { Means } from './means.ts'

/** Throws RefusedError, and puts it on the record, where the policy does not allow it; nothing was called then. */
export const mustBeAllowed = async (
  { policy, store }: Means,
  principal: Principal,
  { command, ...ask }: Ask & { readonly command: string },
): Promise<void> => {
  const decision = policy.decide(principal, ask)
  if (decision.allowed) return
  const { missing } = decision
  await store.transaction((tx) =>
    store.audit.append(tx, 'refused', {
      principal: principal.id,
      human: policy.human(principal),
      command,
      connection: ask.connection ?? null,
      missing,
    }),
  )
  throw new RefusedError(refusal(policy, decision, ask.connection))
}
