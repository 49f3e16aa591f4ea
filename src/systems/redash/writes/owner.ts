import { UserError } from '../../../errors.ts'
import { quoted } from '../../../quoted.ts'
import type { KeySession } from '../shapes/index.ts'

/** What somebody owns in Redash. */
export interface Owned {
  readonly name: string
  readonly user?: { readonly id: string; readonly name: string } | null | undefined
}

/**
 * Throws UserError unless the user whose key would make a change owns the object, or is an admin: Redash lets nobody else
 * change it, so nobody should be asked to confirm it.
 */
export const mustOwn = (kind: string, { name, user }: Owned, { user: writer }: KeySession): void => {
  if (writer.permissions.includes('admin') || user?.id === writer.id) return
  const owner = user ? `belongs to ${quoted(user.name)}` : 'has no known owner'
  throw new UserError(
    `Only the owner of a ${kind} or an admin can change it. ${quoted(name)} ${owner}, and the bot’s key for changes is that of ${quoted(writer.name)}. Change it in Redash.`,
  )
}
