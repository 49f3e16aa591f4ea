import type { Command } from '../command/load.ts'
import { UserError } from '../errors.ts'
import type { Principal } from '../policy/person.ts'
import type { Context } from './context.ts'
import { refuse } from './refuse.ts'

/**
 * Looks up again who this person is now, for a command that changes something. Throws UserError if that can't be found
 * out, RefusedError if the account may not be used any more.
 */
export const asOfNow = async (
  { people, policy, store, world }: Pick<Context, 'people' | 'policy' | 'store' | 'world'>,
  principal: Principal,
  { name, scopes }: Pick<Command, 'name' | 'scopes'>,
): Promise<Principal> => {
  const now = await people.fresh(principal)
  if (now === undefined)
    throw new UserError("I couldn't check who you are just now, so nothing was changed. Try again.")
  if (now !== 'gone') return now
  const about = { command: name, connection: null, missing: scopes }
  return refuse(
    { policy, store, world },
    principal,
    about,
    "Your account can't be used here any more. Nothing was changed.",
  )
}

/** Whether a command only reads, so what was known of the person a few minutes ago is enough. */
export const onlyReads = ({ scopes }: Pick<Command, 'scopes'>): boolean =>
  scopes.every((scope) => scope.endsWith(':read'))
