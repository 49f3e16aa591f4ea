import { RefusedError } from '../errors.ts'
import type { Principal } from '../policy/person.ts'
import type { AccessRequest } from '../policy/policy.ts'
import { refusal, withoutEmail } from '../policy/why.ts'
import { type Refused, recordRefusal } from '../store/refusals.ts'
import type { Context } from './context.ts'

/** Throws RefusedError, and records it in the audit log, if the policy does not allow it; no request was sent then. */
export const mustBeAllowed = async (
  { policy, store, world }: Context,
  principal: Principal,
  { command, ...ask }: AccessRequest & { readonly command: string },
): Promise<void> => {
  const decision = policy.decide(principal, ask)
  if (decision.allowed) return
  const about = { command, connection: ask.connection ?? null, missing: decision.missing }
  const sentence = withoutEmail(principal) ?? refusal(policy, decision, ask.connection)
  return refuse({ policy, store, world }, principal, about, sentence)
}

/** Records in the audit log that somebody was refused something, and throws RefusedError with the sentence. */
export const refuse = async (
  { policy, store, world }: Pick<Context, 'policy' | 'store' | 'world'>,
  principal: Principal,
  about: Refused,
  sentence: string,
): Promise<never> => {
  const what = { principal: principal.id, human: policy.human(principal), ...about }
  await store.transaction((tx) => recordRefusal(store, tx, what, world.clock.now()))
  throw new RefusedError(sentence)
}
