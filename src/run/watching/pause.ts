import type { Message } from '../../message/message.ts'
import { slackUser } from '../../policy/person.ts'
import { say } from '../../store/posts.ts'
import { getWatch, pauseWatch } from '../../store/watches.ts'
import { clausesOf } from '../../watch/line/watch-text.ts'
import type { Context } from '../context.ts'
import { personName } from '../person-name.ts'
import { closeWatch } from './close-watch.ts'
import { settingOf } from './declared-watches.ts'
import { Overtaken, untilOurs } from './overtaken.ts'
import { nextForWatch } from './press-alert.ts'
import { placeOf, type Watched } from './watched.ts'

/** Why a watch pauses, and where that is said. */
export interface Pausing {
  /** In a sentence. */
  readonly why: string
  /** Who paused it; absent if the bot did, which then says so to its owner, too. */
  readonly by?: string
  /** False if nothing can be posted in its channel. */
  readonly isPosted: boolean
}

/** Pauses a watch: its alert is no longer checked, and it says so. False if it was paused or removed in the meantime. */
export const pause = async (context: Context, watched: Watched, { why, by, isPosted }: Pausing): Promise<boolean> => {
  const { store, world, people } = context
  const { row, owner } = watched
  const called = by === undefined ? await people.channelName?.(row.channel) : undefined
  return untilOurs(async () => {
    const now = world.clock.now()
    const current = await getWatch(store.db, row.id)
    if (!current || current.paused !== null) return false
    return store.transaction(async (tx) => {
      const about = { watch: row.id, does: 'pause', connection: row.connection, channel: row.channel, why }
      await store.audit.append(tx, 'watch', { ...about, by: by ?? null })
      await closeWatch(context, tx, { watched, current, why, isPosted })
      if (!(await pauseWatch(tx, row.id, why))) throw new Overtaken()
      if (by !== undefined) return true
      const id = world.ids.id()
      if (isPosted) await say(tx, { id, channel: row.channel, message: pausedMessage(watched, why) }, now)
      const user = slackUser(owner)
      if (user !== undefined && row.channel[0] !== 'D')
        await say(tx, { id: `${id}:owner`, channel: user, message: pausedOfYours(watched, why, called) }, now)
      return true
    })
  })
}

/** What a paused watch says of itself. */
const pausedMessage = (watched: Watched, why: string): Message => {
  const { row, owner, clauses } = watched
  const name = personName(owner.name)
  const its = `It belongs to ${name}: ${clausesOf(clauses)}.`
  const base = { tone: 'answer', title: `PAUSED watch ${row.id} on ${placeOf(watched)}` } as const
  const more = { next: [`cox watch resume ${row.id}`], nextFor: nextForWatch(row.id) }
  if (row.declared !== null)
    return {
      ...base,
      lead: `${why} Nothing is checked until somebody resumes it, or the settings change it.`,
      notes: [`${its} The settings declare it (${settingOf(row)}), and its owner too, with whose rights it reads.`],
      ...more,
      labels: [`Resume watch ${row.id}`],
    }
  if (row.shown_to !== null)
    return {
      ...base,
      lead: `${why} Nothing is checked until ${name} resumes it or begins another one.`,
      notes: [`${its} It reads with the access of ${name} alone, so nobody else can take it over.`],
      ...more,
      labels: [`Resume watch ${row.id}`],
    }
  return {
    ...base,
    lead: `${why} Nothing is checked until somebody takes it over or resumes it.`,
    notes: [`${its} Whoever takes it over becomes its owner, and it reads with that person's rights.`],
    ...more,
    labels: [`Take over watch ${row.id}`],
  }
}

/** Who ends the pause, for its owner. */
const untilWhen = (row: Watched['row']): string => {
  if (row.declared !== null)
    return `The settings declare it (${settingOf(row)}). Nothing is checked until somebody resumes it, or the settings change it.`
  if (row.shown_to !== null) return 'Nothing is checked until you resume it or begin another one.'
  return 'Nothing is checked until you resume it, or somebody in its channel takes it over.'
}

/** The same in the direct messages of its owner, who doesn't see there which channel it is of. */
const pausedOfYours = (watched: Watched, why: string, channel: string | undefined): Message => {
  const { row, clauses } = watched
  return {
    ...pausedMessage(watched, why),
    title: `PAUSED your watch ${row.id}${channel === undefined ? '' : ` in ${channel}`} on ${placeOf(watched)}`,
    notes: [`It says: ${clausesOf(clauses)}. ${untilWhen(row)}`],
    lead: why,
    labels: [`Resume watch ${row.id}`],
  }
}
