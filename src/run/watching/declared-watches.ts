import type { Transaction } from 'kysely'
import { UserError } from '../../errors.ts'
import type { Principal } from '../../policy/person.ts'
import { say } from '../../store/posts.ts'
import type { Schema } from '../../store/schema.ts'
import {
  declaredWatch,
  declaredWatches,
  insertWatch,
  nextWatchId,
  removeWatch,
  replaceWatch,
  type Watch,
} from '../../store/watches.ts'
import { clausesOf } from '../../watch/line/watch-text.ts'
import type { Context } from '../context.ts'
import { closeWatch } from './close-watch.ts'
import { declaredLine } from './declared-line.ts'
import { Overtaken, untilOurs } from './overtaken.ts'
import { placeOf, scheduleOf, watchedOf } from './watched.ts'

/** A watch that the settings declare. */
export interface DeclaredWatch {
  /** Its name there. */
  readonly name: string
  /** As it is typed in Slack. */
  readonly line: string
  readonly channel: string
  /** The account in Slack with whose rights it reads. */
  readonly owner: string
  /** The time zone of its times of day. */
  readonly zone: string
}

/** The arguments of a watch whose names no server was asked about yet. */
export const unresolved = 'null'

/** Where in the settings a watch is: `watches.ssh-drift`. */
export const settingOf = ({ declared }: Pick<Watch, 'declared'>): string => `watches.${declared}`

type Tx = Transaction<Schema>

/**
 * Makes the watches of the settings those that there are: new ones begin, changed ones begin anew under their number, and those
 * that the settings no longer have are removed, which their channel hears. False if it isn't known yet in which workspace
 * their owners are. What is as it was is left alone, paused or not; of replicas that do this at the same time one does.
 */
export const matchSettings = async (context: Context, wanted: readonly DeclaredWatch[]): Promise<boolean> => {
  const { store, people } = context
  const before = await declaredWatches(store.db)
  const owned = wanted.map((one) => ({ one, owner: people.account?.(one.owner) }))
  for (const { one, owner } of owned) {
    if (owner === undefined) return false
    await logged(context, one.name, () => match(context, one, owner))
  }
  const names = new Set(wanted.map(({ name }) => name))
  for (const { declared, id } of before)
    if (declared !== null && !names.has(declared)) await logged(context, declared, () => removeGone(context, id))
  return true
}

/** One that can't be matched must not keep the others from it. */
const logged = async ({ world }: Context, watch: string, work: () => Promise<void>): Promise<void> => {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    world.log.error('watches.settings', { watch }, error)
  }
}

/** What the settings said, to see whether they say something else. */
const declarationOf = ({ line, channel, owner, zone }: DeclaredWatch): string =>
  JSON.stringify({ line, channel, owner, zone })

const match = (context: Context, wanted: DeclaredWatch, owner: Principal): Promise<void> =>
  untilOurs(async () => {
    const { store } = context
    const known = await declaredWatch(store.db, wanted.name)
    if (known?.declaration === declarationOf(wanted)) return
    const row = rowOf(context, wanted, owner)
    await store.transaction((tx) => (known ? change(context, tx, known, row) : create(context, tx, row)))
  })

type DeclaredRow = ReturnType<typeof rowOf>

const rowOf = (context: Context, wanted: DeclaredWatch, owner: Principal) => {
  const { line, command, clauses, connection } = declaredLine(context, wanted)
  const now = context.world.clock.now()
  return {
    principal: JSON.stringify(owner),
    person: owner.id,
    channel: wanted.channel,
    zone: wanted.zone,
    connection,
    line,
    command: command.name,
    args: unresolved,
    clauses: clausesOf({ ...clauses, schedule: scheduleOf(clauses) }),
    // At once: only a reading shows whether it can be read.
    due_at: now,
    created_at: now,
    declared: wanted.name,
    declaration: declarationOf(wanted),
  }
}

const noted = (
  { store }: Context,
  tx: Tx,
  { id, does }: { readonly id: string; readonly does: 'create' | 'change' },
  { person, declared, connection, channel, line, clauses }: DeclaredRow,
) =>
  store.audit.append(tx, 'watch', {
    watch: id,
    does,
    settings: declared,
    owner: person,
    connection,
    channel,
    line,
    clauses,
  })

const create = async (context: Context, tx: Tx, row: DeclaredRow): Promise<void> => {
  // Those that begin at the same time wait for each other here.
  const id = await nextWatchId(tx)
  if (await declaredWatch(tx, row.declared)) throw new Overtaken()
  await noted(context, tx, { id, does: 'create' }, row)
  await insertWatch(tx, { ...row, id })
}

const change = async (context: Context, tx: Tx, current: Watch, row: DeclaredRow): Promise<void> => {
  const { id } = current
  await noted(context, tx, { id, does: 'change' }, row)
  await closeWatch(context, tx, { watched: watchedOf(current), current, why: 'The settings changed this watch.' })
  if (current.channel !== row.channel)
    await sayRemoved(context, tx, current, 'The settings moved it to another channel')
  if (!(await replaceWatch(tx, current, { ...row, id }))) throw new Overtaken()
}

const removeGone = (context: Context, id: string): Promise<void> => {
  const { store } = context
  return untilOurs(() =>
    store.transaction(async (tx) => {
      const current = (await declaredWatches(tx)).find((one) => one.id === id)
      if (!current) return
      const { connection, channel, line, declared } = current
      await store.audit.append(tx, 'watch', {
        watch: id,
        does: 'remove',
        settings: declared,
        connection,
        channel,
        line,
      })
      const why = 'The settings no longer have this watch.'
      await closeWatch(context, tx, { watched: watchedOf(current), current, why })
      await sayRemoved(context, tx, current, 'The settings no longer have it')
      if (!(await removeWatch(tx, id))) throw new Overtaken()
    }),
  )
}

const sayRemoved = async ({ world }: Context, tx: Tx, row: Watch, why: string): Promise<void> => {
  const watched = watchedOf(row)
  const message = {
    tone: 'answer',
    title: `REMOVED watch ${row.id} on ${placeOf(watched)}`,
    lead: `${why} (“${row.declared}”). It was: ${clausesOf(watched.clauses)}.`,
  } as const
  await say(tx, { id: world.ids.id(), channel: row.channel, message }, world.clock.now())
}
