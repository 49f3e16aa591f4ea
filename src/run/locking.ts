import type { Message } from '../message/message.ts'
import { listed } from '../policy/scope-words.ts'
import { lock, locksNow, unlock } from '../store/locks.ts'
import { idNamed } from './connection-called.ts'
import type { Context } from './context.ts'
import { lockOver, type Shared, sharedBy } from './lock.ts'
import { recognize, serverFacts, siblingsOf } from './servers.ts'

const idsOf = ({ connections }: Context): readonly string[] => connections.map(({ connection }) => connection.id)

/** Asks which servers the connections of a system lead to, if there are several. */
const shared = async (context: Context, connection: string): Promise<Shared> => {
  const siblings = siblingsOf(context, connection)
  if (siblings.length > 1) await recognize(context, siblings)
  return sharedBy(await serverFacts(context, context.store.db), connection)
}

const done = (title: string, notes: readonly string[]): Message => ({
  tone: 'applied',
  title,
  ...(notes.length > 0 && { notes }),
})

/** Stops writes on a connection and on every other one to the same server, in the audit log. */
export const lockConnection = async (
  context: Context,
  { by, text, reason }: { readonly by: string; readonly text: string; readonly reason: string | undefined },
): Promise<Message> => {
  const { store, world } = context
  const connection = idNamed(text, idsOf(context))
  const { same, unknown } = await shared(context, connection)
  const fresh = await store.transaction(async (tx) => {
    const row = { connection, by, reason: reason ?? null, at: world.clock.now() }
    const locked = await lock(tx, row, [...same, ...unknown])
    if (locked) await store.audit.append(tx, 'lock', { connection, by, reason: reason ?? null })
    return locked
  })
  const title = fresh
    ? `Locked: nothing is written on ${connection} until it is unlocked.`
    : `${connection} was locked already.`
  return done(title, [
    ...(same.length === 0
      ? []
      : [`${listed(same)} ${same.length === 1 ? 'is' : 'are'} the same server, so nothing is written there either.`]),
    ...unknown.map((other) => notTold(connection, other, `so nothing is written on ${other} either`)),
  ])
}

/** Allows writes again: removes the lock of a connection, and those of the other ones to the same server. */
export const unlockConnection = async (
  context: Context,
  { by, text }: { readonly by: string; readonly text: string },
): Promise<Message> => {
  const { store } = context
  const locked = (await locksNow(store.db)).map(({ connection }) => connection)
  const ids = idsOf(context)
  // A locked connection may no longer be in the settings and still stop writes on others.
  const connection = idNamed(text, [...ids, ...locked.filter((id) => !ids.includes(id))])
  const { same, unknown } = await shared(context, connection)
  const gone = await store.transaction(async (tx) => {
    const all = await unlock(tx, [connection, ...same], unknown)
    for (const one of all) await store.audit.append(tx, 'unlock', { connection: one, by })
    return all
  })
  const still = await lockOver(context, store.db, connection)
  const others = gone.filter((one) => one !== connection)
  const title = still
    ? `Writes on ${connection} are still locked by ${still.by}.`
    : gone.length > 0
      ? `Unlocked: changes on ${connection} can be confirmed again.`
      : `${connection} was not locked.`
  return done(title, [
    ...(others.length === 0
      ? []
      : [`Also unlocked: ${listed(others)}, which ${others.length === 1 ? 'is' : 'are'} the same server.`]),
    ...(still
      ? unknown
          .filter((id) => locked.includes(id))
          .map((other) => notTold(connection, other, `so its lock counts for both`))
      : []),
  ])
}

/** What to do about a connection if it isn't known which server it leads to. */
const notTold = (connection: string, other: string, then: string): string =>
  `${other} and ${connection} may be the same server: one of them has never answered, ${then}. Say with “server:” in the settings of both which server each one is.`
