import { UserError } from '../../errors.ts'
import { moment } from '../../message/time.ts'
import { keyOfPerson } from '../../store/personal-keys.ts'
import type { OwnKeys } from '../../vault/lease.ts'
import type { Secret } from '../../vault/secret.ts'
import type { Context } from '../context.ts'

/**
 * The key that a person gave, whatever it serves: the system itself knows what it can do. It is called by the account that it
 * is of, or by when it was given, so that what is read with another account's key is another read.
 */
export const given = (person: string, secret: Secret, account: string): OwnKeys => ({
  lease: async ({ scope, endpoint }) => ({ token: account, secret, identity: { person }, scope, endpoint }),
  isGiven: true,
})

/**
 * The key that a person gave for a connection, if there is one. Throws UserError if it can't be opened: reading with the
 * bot's tokens instead would show something else, and to others.
 */
export const ownKeysOf =
  ({ store, sealer }: Pick<Context, 'store' | 'sealer'>, connection: string) =>
  async (person: string): Promise<OwnKeys | undefined> => {
    const row = await keyOfPerson(store.db, person, connection)
    if (!row) return undefined
    const opened = sealer ? sealer.open(row.sealed, { person, connection }) : 'other key'
    if (typeof opened !== 'string') return given(person, opened, row.account || `given ${moment(row.created_at)}`)
    throw new UserError(unopened(connection), [`cox connect ${connection}`, `cox disconnect ${connection}`])
  }

const unopened = (connection: string): string =>
  `Your own key for ${connection} can't be opened: the bot's sealing key was changed or lost. No request was sent. Enter the key again, or remove it to read with the bot's tokens.`
