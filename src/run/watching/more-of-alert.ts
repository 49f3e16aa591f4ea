import type { Alarm } from '../../command/answer.ts'
import { judgementOf } from '../../watch/alert/judgement.ts'
import type { Context } from '../context.ts'
import { figuresOf } from './figures.ts'
import { whenOf } from './happen.ts'
import { lastWrite, objectsIn } from './last-write.ts'
import { isDirect } from './read-watch.ts'
import type { WatchAnswer, WatchRead } from './watch-read.ts'
import { memoryOf, type Watched, type WatchReading } from './watched.ts'
import { heldTests } from './wording.ts'

/** What an alert shows beside the answer. */
export type MoreOfAlert = Pick<NonNullable<WatchReading['answer']>, 'alarm' | 'objects' | 'change'>

/** How many of those that are affected are remembered by name, and how many objects. */
const most = 100

/** Whether everybody there may see what was read, and not just its figures. */
export const maySee = ({ row }: Watched, { seen }: Pick<WatchAnswer, 'seen'>): boolean =>
  seen.privacy === undefined || isDirect(row.channel)

/** Reads what the alert of a watch names, and the last write to what it looks at; nothing unless there is an alert, or may be. */
export const moreFor = async (context: Context, watched: Watched, read: WatchRead): Promise<MoreOfAlert> => {
  const when = whenOf(watched)
  if (!when || read.how !== 'answered' || read.answer.unchecked || !maySee(watched, read)) return {}
  const { row } = watched
  const figureOf = figuresOf(read.answer, read.table)
  const { raises, closes } = judgementOf(when, read.offer, figureOf)
  const { state, last } = memoryOf(row)
  if (raises !== true && state.open === undefined) return {}
  const measures = heldTests(when.raise, figureOf).map(({ measure }) => measure)
  const about = [...new Set(measures.flatMap((one) => ('fact' in one ? [one.fact] : [])))]
  const alarm = closes === true || about.length === 0 ? undefined : await read.alarm(about)
  const objects = alarm?.objects?.slice(0, most) ?? last?.answer?.objects ?? []
  const connection = context.connections.find((one) => one.connection.id === row.connection)?.connection
  const known = { channel: row.channel, objects: [...objectsIn(row.args), ...objects] }
  const change = connection && (await lastWrite(context, { connection, ...known }))
  return {
    ...(alarm && { alarm: shortened(alarm) }),
    ...(objects.length > 0 && { objects }),
    ...(change && { change }),
  }
}

const shortened = ({ why, which }: Alarm): Alarm => ({
  ...(why && why.items.length > 0 && { why }),
  ...(which &&
    which.items.length > 0 && {
      which: { ...which, items: which.items.slice(0, most), total: which.total ?? which.items.length },
    }),
})
