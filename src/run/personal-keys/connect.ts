import { SystemError, UserError } from '../../errors.ts'
import type { Message } from '../../message/message.ts'
import { moment } from '../../message/time.ts'
import type { Principal } from '../../policy/person.ts'
import { quoted } from '../../quoted.ts'
import { dropKey, keysOf, putKey } from '../../store/personal-keys.ts'
import type { Connection } from '../../systems/system.ts'
import { expiryIn } from '../../vault/jwt.ts'
import type { Secret } from '../../vault/secret.ts'
import { asOfNow } from '../as-of-now.ts'
import { connectionCalled, idNamed } from '../connection-called.ts'
import type { Context } from '../context.ts'
import { rightsOf } from '../rights.ts'
import { given } from './own-keys.ts'

/** Somebody, and the connection that they name, by its id or its name. */
interface Wanted {
  readonly principal: Principal
  readonly channel: string | undefined
  readonly text: string
}

/** The connection that somebody may give a key of their own for; throws UserError, which says why, if they may not. */
const connectable = (context: Context, { principal, channel, text }: Wanted): Connection => {
  const connection = connectionCalled(context, text)
  const { id, system } = connection
  if (!system.personalKeys)
    throw new UserError(`${system.title} takes no keys of people, so ${id} is read with the bot's tokens.`)
  if (!context.sealer)
    throw new UserError(
      'Nobody can add a key of their own here. Whoever runs the bot sets COXSWAIN_SEALING_KEY to allow it.',
    )
  const { may } = rightsOf(
    { ...context, connections: context.connections.filter((one) => one.connection.id === id) },
    principal,
    channel,
  )
  if (
    !context.commands.some((command) => command.kind !== 'local' && command.system.name === system.name && may(command))
  )
    throw new UserError(`You may run nothing on ${id}, so a key of yours would serve nothing there.`)
  return connection
}

/** Asks a person for a key of their own; a person who has one can give another. */
export const askForKey = (context: Context, wanted: Wanted): Message => {
  const { id, system } = connectable(context, wanted)
  if (wanted.principal.kind !== 'slack')
    throw new UserError(`A key is entered in a form of Slack. Type “/cox connect ${id}” there.`)
  return {
    tone: 'answer',
    title: `Enter your own key for ${id}`,
    lead: `${system.personalKeys?.where ?? ''} Only what you read yourself uses it; those answers go to your direct messages.`,
    notes: [
      'It is checked and stored encrypted. It is never shown, and never used for a change or for anybody else.',
      `Remove it with “/cox disconnect ${id}”.`,
    ],
    gives: { connection: id },
  }
}

/**
 * Checks a key at the system and stores it sealed, for this person and connection; in the audit log without the key. Throws
 * UserError if the system doesn't accept it, SystemError if the system can't say.
 */
export const connectKey = async (context: Context, wanted: Wanted, key: Secret): Promise<Message> => {
  const { store, world, policy, sealer } = context
  const { id: connection, system } = connectable(context, wanted)
  const principal = await asOfNow(context, wanted.principal, { name: 'cox connect', scopes: [] })
  const { id: person } = principal
  const reached = connectionCalled(context, connection)
  const { account, can } = await reached.ownerOf(given(person, key, 'your own key')).catch((error: unknown) => {
    if (error instanceof SystemError && (error.kind === 'auth' || error.reason === 'unusable-token'))
      throw new UserError(
        `${system.title} doesn't accept this key: it is unknown, disabled or expired. It wasn't stored. ${system.personalKeys?.where}`,
      )
    throw error
  })
  const sealed = sealer?.seal(key, { person, connection })
  if (sealed === undefined) throw new Error('the sealing key is gone')
  await store.transaction(async (tx) => {
    await store.audit.append(tx, 'key given', {
      principal: person,
      human: policy.human(principal),
      connection,
      ...(account !== undefined && { account }),
    })
    await putKey(tx, { person, connection, sealed, account: account ?? '', created_at: world.clock.now() })
  })
  return {
    tone: 'answer',
    title: `Your key for ${connection} is stored`,
    lead: `${keyInWords(system.title, account, expiryIn(key))} From now on you read ${connection} with it, and those answers go to your direct messages.`,
    notes: [...(can === undefined ? [] : [can]), `Remove it with “/cox disconnect ${connection}”.`],
  }
}

/** What is known of a key that was accepted, in sentences. */
const keyInWords = (title: string, account: string | undefined, expiresAt: number | undefined): string => {
  const ends = expiresAt === undefined ? '' : ` It is good until ${moment(expiresAt)}.`
  if (account !== undefined) return `${title} says it is the key of ${quoted(account)}.${ends}`
  return `${title} accepts it, but doesn't say whose it is${ends === '' ? ' or when it expires' : ''}.${ends}`
}

/** Deletes a person's key, in the audit log; it can't be brought back. */
export const disconnectKey = async (
  context: Context,
  { principal, text }: Omit<Wanted, 'channel'>,
): Promise<Message> => {
  const { store, policy } = context
  const { id: person } = principal
  const keys = (await keysOf(store.db, person)).map((key) => key.connection)
  // Also of a connection that isn't in the settings any more.
  const connection = idNamed(text, [...context.connections.map((one) => one.connection.id), ...keys])
  const isGone = await store.transaction(async (tx) => {
    if (!(await dropKey(tx, person, connection))) return false
    await store.audit.append(tx, 'key removed', { principal: person, human: policy.human(principal), connection })
    return true
  })
  if (!isGone) return { tone: 'answer', title: `You have no key of your own for ${connection}.` }
  return {
    tone: 'answer',
    title: `Your key for ${connection} is removed`,
    lead: `You read ${connection} with the bot's tokens again. The key itself still works: revoke it there if it shouldn't.`,
  }
}
