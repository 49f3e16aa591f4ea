import type { Kysely, Transaction } from 'kysely'
import { literal } from '../message/literal.ts'
import { type Lock, locksNow } from '../store/locks.ts'
import type { Schema } from '../store/schema.ts'
import type { Context } from './context.ts'
import { relationOf, type ServerFacts } from './same-server.ts'
import { recognize, serverFacts, siblingsOf } from './servers.ts'

type Db = Kysely<Schema> | Transaction<Schema>
type Knowing = Pick<Context, 'connections'>

/** Which other connections lead to the server of this one, or may. */
export interface Shared {
  readonly same: readonly string[]
  /** One of the two never answered, so it isn't known. */
  readonly unknown: readonly string[]
}

/** The other connections, including those that are no longer in the settings, by whether they lead to the same server. */
export const sharedBy = (facts: readonly ServerFacts[], id: string): Shared => {
  const all = Map.groupBy(facts, ({ connection }) => connection)
  const own = presentOf(all.get(id))
  all.delete(id)
  const found = [...all].map(([connection, each]) => {
    const relations = own.flatMap((mine) => presentOf(each).map((other) => relationOf(mine, other)))
    const isSame = relations.some((relation) => typeof relation === 'object')
    return { connection, relation: isSame ? 'same' : relations.includes('unknown') ? 'unknown' : 'other' }
  })
  const ids = (relation: string) => found.filter((one) => one.relation === relation).map(({ connection }) => connection)
  return { same: ids('same'), unknown: ids('unknown') }
}

/** Where a connection leads now or, if it is no longer in the settings, where it led. */
const presentOf = (facts: readonly ServerFacts[] = []): readonly ServerFacts[] => {
  const set = facts.filter(({ isSet }) => isSet)
  return set.length > 0 ? set : facts
}

/** What stops writes on a connection, in words: who locked it or, if that is another one, which one. */
export interface Stop {
  /** `marc@acme.net on rudder/staging, which is the same server` */
  readonly by: string
  /** The same with the reason of the lock. */
  readonly why: string
  /** The same as it is shown: `by marc@acme.net (the server is being moved)`. */
  readonly said: string
}

/**
 * The lock that stops writes on a connection: its own or that of another connection to the same server; if it isn't known
 * whether it is the same one, that stops them too. Undefined if nothing does.
 */
export const lockOver = async (context: Knowing, db: Db, connection: string): Promise<Stop | undefined> => {
  const locks = await locksNow(db)
  const own = locks.find((lock) => lock.connection === connection)
  if (own) return stopOf(own)
  const others = locks.filter((lock) => systemOf(lock.connection) === systemOf(connection))
  if (others.length === 0) return undefined
  const facts = await serverFacts(context, db)
  const { same } = sharedBy(facts, connection)
  const certain = others.find((lock) => same.includes(lock.connection))
  if (certain) return stopOf(certain, ` on ${certain.connection}, which is the same server`)
  const possible = others.find((lock) => mayBe(facts, connection, lock.connection))
  const may = 'which may be the same server (“server:” in the settings of both can say)'
  return possible && stopOf(possible, ` on ${possible.connection}, ${may}`)
}

const stopOf = ({ by, reason }: Lock, where = ''): Stop => ({
  by: `${by}${where}`,
  why: `${reason ? `${by} (${reason})` : by}${where}`,
  said: `by ${by}${reason ? ` (${literal(reason, 200)})` : ''}${where}`,
})

/** Nothing may be known about a locked connection that is no longer in the settings. */
const mayBe = (facts: readonly ServerFacts[], id: string, other: string): boolean =>
  !facts.some(({ connection }) => connection === other) || sharedBy(facts, id).unknown.includes(other)

const systemOf = (connection: string): string => connection.split('/', 1).join('')

/** Asks which servers are concerned, if another connection of the system is locked, because only then it matters for a write. */
export const recognizeLocked = async (context: Context, id: string): Promise<void> => {
  const locks = await locksNow(context.store.db)
  const others = locks.filter(({ connection }) => connection !== id && systemOf(connection) === systemOf(id))
  if (others.length > 0) await recognize(context, siblingsOf(context, id))
}

/** The connections that these locks stop writes on: these, and those to the same servers. */
export const lockedNow = async (context: Context, locked: readonly string[]): Promise<readonly string[]> => {
  const stopped: string[] = [...locked]
  for (const { connection } of context.connections)
    if ((await lockOver(context, context.store.db, connection.id)) !== undefined) stopped.push(connection.id)
  return [...new Set(stopped)].sort()
}
