import type { Alarm } from '../../command/answer.ts'
import { literal } from '../../message/literal.ts'
import type { Item, List, Message } from '../../message/message.ts'
import { count } from '../../message/time.ts'
import type { AlertAbout } from './alert-about.ts'
import type { RaisedAlert, WatchReading } from './watched.ts'

/** How many of those that are affected an alert names, and how many items of a list of the answer it shows. */
const few = 5
/** How many lists of the answer an alert shows if its command says nothing more. */
const lists = 2

const nameOf = (item: Item | string): string => (typeof item === 'string' ? item : (item.name ?? item.text))

const sizeOf = ({ items, total }: List): number => Math.max(total ?? 0, items.length)

/** Whether all that is affected is in the thread: it is more than the alert names, and nothing new is posted while muted. */
export const goesToThread = (alert: RaisedAlert, reading: WatchReading | undefined, isMuted: boolean): boolean => {
  const which = reading?.answer?.alarm?.which
  return alert.listed === true || (!isMuted && !alert.inStorm && which !== undefined && sizeOf(which) > few)
}

// Without what is said of them, which may be other words each time.
const namesOf = ({ why, which }: Alarm): string =>
  JSON.stringify([why, which].map((list) => list && [sizeOf(list), list.items.map(nameOf)]))

/** True if somebody wrote to what is watched since the reading before. */
export const changedSince = (before: WatchReading | undefined, now: WatchReading | undefined): boolean =>
  now?.answer?.change !== undefined && before?.answer?.change?.proposal !== now.answer.change.proposal

/** True if a reading names something else than the one before. */
export const namesOtherThan = (before: WatchReading | undefined, now: WatchReading | undefined): boolean => {
  const [known, read] = [before?.answer?.alarm, now?.answer?.alarm]
  return read !== undefined && (known === undefined || namesOf(known) !== namesOf(read))
}

const namesIn = (which: List, isListed: boolean): List => {
  const size = sizeOf(which)
  const names = which.items.slice(0, few).map((item) => literal(nameOf(item), 80))
  const rest = size - names.length
  const more = isListed ? ` … all ${count(size)} in the thread` : ` and ${count(rest)} more`
  return { title: `${count(size)} ${which.title}`, items: [names.join(', ') + (rest > 0 ? more : '')] }
}

/** What an open alert shows of the answer: why and which, or the first items of its lists, which are the worst. */
export const alertLists = ({ last, raised }: Pick<AlertAbout, 'last' | 'raised'>): readonly List[] => {
  const { alarm, lists: all = [] } = last?.answer ?? {}
  if (!alarm)
    return all.slice(0, lists).map((list) => ({ ...list, items: list.items.slice(0, few), total: sizeOf(list) }))
  return [...(alarm.why ? [alarm.why] : []), ...(alarm.which ? [namesIn(alarm.which, raised.listed === true)] : [])]
}

/** All that is affected, for the thread of an alert. */
export const alertList = ({ last, watched }: Pick<AlertAbout, 'last' | 'watched'>): Message | undefined => {
  const which = last?.answer?.alarm?.which
  if (!last || !which) return undefined
  const size = sizeOf(which)
  return {
    tone: 'answer',
    title: `${size > 1 ? 'All ' : ''}${count(size)} ${which.title}`,
    lists: [{ title: 'Worst first', items: which.items, total: size }],
    provenance: { source: watched.row.connection, readAt: last.at, ...last.answer?.provenance },
  }
}
