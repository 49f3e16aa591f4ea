import { RefusedError } from '../errors.ts'
import type { Principal } from '../policy/person.ts'
import { refusal } from '../policy/why.ts'
import type { Means } from './means.ts'

/** What is asked for: a command's scopes on a connection, in a channel. */
export interface Right {
  readonly command: string
  readonly scopes: readonly string[]
  readonly connection?: string
  readonly channel?: string
}

/** Throws RefusedError, and puts it on the record, where the policy does not allow it; nothing was called then. */
export const mustBeAllowed = async ({ policy, store }: Means, principal: Principal, right: Right): Promise<void> => {
  const { command, scopes, connection, channel } = right
  const decision = policy.decide(principal, { scopes, ...(connection && { connection }), ...(channel && { channel }) })
  if (decision.allowed) return
  const { missing } = decision
  await store.transaction((tx) =>
    store.audit.append(tx, 'refused', {
      principal: principal.id,
      human: policy.human(principal),
      command,
      connection: connection ?? null,
      missing,
    }),
  )
  throw new RefusedError(refusal(policy, decision, connection))
}
