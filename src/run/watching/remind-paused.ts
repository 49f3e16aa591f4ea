import type { Transaction } from 'kysely'
import type { Message } from '../../message/message.ts'
import { moment } from '../../message/time.ts'
import { say } from '../../store/posts.ts'
import type { Schema } from '../../store/schema.ts'
import { changeWatchState, getWatchState } from '../../store/watch-states.ts'
import { pausedWatches, type Watch } from '../../store/watches.ts'
import type { Context } from '../context.ts'
import { Overtaken } from './overtaken.ts'
import { subjectOf } from './watched.ts'

/** How often a channel is reminded, in milliseconds. */
export const remindPausedMs = 7 * 24 * 60 * 60_000
/** How many watches are named. */
const most = 20

/** When a channel was last reminded, or its first watch was paused, and which were paused then. */
interface Reminded {
  readonly at: number
  readonly ids: readonly string[]
}

/** Reminds each channel once a week of its paused watches, because a silent pause is a lost alarm. */
export const remindOfPaused = async ({ store, world }: Context): Promise<void> => {
  const byChannel = Map.groupBy(await pausedWatches(store.db), ({ channel }) => channel)
  for (const [channel, watches] of byChannel) {
    const work = (tx: Transaction<Schema>) => remindOne(tx, { channel, watches, id: world.ids.id() }, world.clock.now())
    await store.transaction(work).catch((error: unknown) => {
      // Another replica reminds them.
      if (!(error instanceof Overtaken)) throw error
    })
  }
}

const remindOne = async (
  tx: Transaction<Schema>,
  { channel, watches, id }: { readonly channel: string; readonly watches: readonly Watch[]; readonly id: string },
  now: number,
): Promise<void> => {
  const key = `paused ${channel}`
  const before = await getWatchState(tx, key)
  const known: Reminded | undefined = before === undefined ? undefined : JSON.parse(before)
  const ids = watches.map((watch) => watch.id)
  const isKnown = known?.ids.some((one) => ids.includes(one)) === true
  const isDue = isKnown && now - known.at >= remindPausedMs
  if (isKnown && !isDue) return
  const next: Reminded = { at: now, ids }
  if (!(await changeWatchState(tx, key, before, JSON.stringify(next)))) throw new Overtaken()
  if (isDue) await say(tx, { id, channel, message: reminder(watches, now) }, now)
}

const reminder = (watches: readonly Watch[], now: number): Message => {
  const many = watches.length
  return {
    tone: 'answer',
    title: `${many} paused ${many === 1 ? 'watch checks' : 'watches check'} nothing in this channel`,
    lead: 'Resume or remove what is listed. I say this once a week.',
    lists: [
      {
        title: 'Paused',
        items: watches.slice(0, most).map((watch) => ({
          name: `Watch ${watch.id}`,
          text: `${subjectOf(watch)} on ${watch.connection}. ${watch.paused ?? ''}${watch.read_at === null ? '' : ` Last read ${moment(watch.read_at)}`}`,
        })),
        total: many,
      },
    ],
    next: ['cox watches'],
    provenance: { readAt: now, source: 'my watches' },
  }
}
