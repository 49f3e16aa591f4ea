import { RefusedError } from '../errors.ts'
import type { Principal } from '../policy/person.ts'
import type { Ask } from '../policy/policy.ts'
import { refusal, withoutEmail } from '../policy/why.ts'
import type { Means } from './means.ts'

/** Throws RefusedError, and puts it on the record, where the policy does not allow it; nothing was called then. */
export const mustBeAllowed = async (
  { policy, store }: Means,
  principal: Principal,
  { command, ...ask }: Ask & { readonly command: string },
): Promise<void> => {
  const decision = policy.decide(principal, ask)
  if (decision.allowed) return
  const about = { command, connection: ask.connection ?? null, missing: decision.missing }
  const sentence = withoutEmail(principal) ?? refusal(policy, decision, ask.connection)
  return refuse({ policy, store }, principal, about, sentence)
}

/** Puts on the record that somebody was refused something, and throws RefusedError with the sentence. */
export const refuse = async (
  { policy, store }: Pick<Means, 'policy' | 'store'>,
  principal: Principal,
  about: Readonly<Record<string, string | null | readonly string[]>>,
  sentence: string,
): Promise<never> => {
  await store.transaction((tx) =>
    store.audit.append(tx, 'refused', { principal: principal.id, human: policy.human(principal), ...about }),
  )
  throw new RefusedError(sentence)
}
