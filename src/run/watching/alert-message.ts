import type { Action, Message } from '../../message/message.ts'
import { duration, near } from '../../message/time.ts'
import type { Gist } from '../../store/posts.ts'
import type { AlertEnding } from '../../watch/alert/alert.ts'
import { holdsOf } from '../../watch/alert/holds-of.ts'
import type { Hold } from '../../watch/condition/condition.ts'
import { closingFor } from '../../watch/condition/fit.ts'
import { conditionText } from '../../watch/condition/when-text.ts'
import { spanText } from '../../watch/span.ts'
import { personName } from '../person-name.ts'
import type { AlertAbout } from './alert-about.ts'
import { alertLists } from './alert-names.ts'
import { noticeOf, trendOf } from './alert-trend.ts'
import { keptFigures } from './figures.ts'
import { morningWords } from './snooze.ts'
import { placeOf } from './watched.ts'
import { changeWords, raisedWords } from './wording.ts'

const holdWords = (hold: Hold): string => {
  if ('ms' in hold) return `for ${spanText(hold.ms)}`
  return hold.readings === 1 ? 'at one reading' : `at ${hold.readings} readings in a row`
}

const nowWords = ({ when, last, raised, offer }: AlertAbout): string =>
  raisedWords(when.raise, keptFigures(last?.figures ?? raised.figures), offer)

const sinceRaised = ({ when, last, raised, offer }: AlertAbout): string =>
  changeWords(when.raise, keptFigures(raised.figures), keptFigures(last?.figures ?? raised.figures), offer)

const titles: Readonly<Record<AlertEnding, string>> = {
  resolved: 'RESOLVED',
  'no longer checked': 'NO LONGER CHECKED',
}

const wordOf = ({ alert: { onIt } }: AlertAbout): string => (onIt ? `ON IT (${personName(onIt.by)})` : 'ALERT')

const titleOf = (about: AlertAbout): string => {
  const { ending, watched } = about
  if (ending !== undefined) return `${titles[ending]} ${placeOf(watched)}: ${sinceRaised(about)}`
  return `${wordOf(about)} ${placeOf(watched)}: ${nowWords(about)}`
}

const snoozedWords = ({ alert: { snoozedUntil }, last }: AlertAbout, now: number): string | undefined =>
  snoozedUntil === undefined || now >= snoozedUntil
    ? undefined
    : `Snoozed until ${near(snoozedUntil, last?.at ?? now)}.`

const leadOf = (about: AlertAbout, now: number): string => {
  const { alert, ending, why, last } = about
  const { since, onIt, at } = alert
  const after = onIt && onIt.at - at >= 1_000 ? `after ${duration(onIt.at - at)}` : 'at once'
  const held = onIt && `On it: ${personName(onIt.by)}, ${after}.`
  const { change } = last?.answer ?? {}
  const undone = change?.undid !== undefined && change.at >= since && `Undone: ${change.undid}.`
  if (ending !== undefined) return [why, `Lasted ${duration(now - since)}.`, held, undone].filter(Boolean).join(' ')
  const from = last?.at ?? now
  const on = onIt && `${personName(onIt.by)} is on it since ${near(onIt.at, from)}.`
  const quiet = snoozedWords(about, now)
  return [`${[`Since ${near(since, from)}`, ...trendOf(about)].join(' · ')}.`, on, quiet].filter(Boolean).join(' ')
}

/** How the alert began and what ends it. */
const bounds = ({ watched, when, offer }: AlertAbout): string => {
  const { hold, untilHold } = holdsOf(when, watched.schedule)
  const closing = conditionText(closingFor(when, offer))
  return `Raised when ${conditionText(when.raise)} ${holdWords(hold)}; resolved when ${closing} ${holdWords(untilHold)}.`
}

const actionsOf = ({ alert, raised: { id }, last, watched: { row } }: AlertAbout, now: number): readonly Action[] => {
  const about = { proposal: id, isRare: true } as const
  const undo = last?.answer?.change?.undo
  const isSnoozed = alert.snoozedUntil !== undefined && now < alert.snoozedUntil
  return [
    ...(alert.onIt ? [] : [{ does: 'on-it', proposal: id, label: "I'm on it" } as const]),
    ...(undo ? [undo] : []),
    ...(isSnoozed ? [] : [{ does: 'snooze', proposal: id, label: 'Snooze 1 h' } as const]),
    ...(isSnoozed
      ? []
      : [{ does: 'snooze-to-morning', label: `Snooze until ${morningWords(row)}`, ...about } as const]),
    { does: 'watch-test', label: 'Read again now', ...about },
    ...(row.declared === null ? [{ does: 'watch-change', label: 'Change the watch…', ...about } as const] : []),
  ]
}

/** The one message of an alert, as it is now. */
export const alertMessage = (about: AlertAbout, now: number): Message => {
  const { watched, last, ending, raised } = about
  const { id, ping } = raised
  const { row, owner } = watched
  const answer = last?.answer
  return {
    tone: 'answer',
    title: titleOf(about),
    lead: leadOf(about, now),
    ...(answer && { notes: [`The last answer: ${answer.title}`, bounds(about)] }),
    ...(!answer && { notes: [bounds(about)] }),
    ...(ending === undefined && {
      notification: [`${noticeOf(about, wordOf(about))}.`, snoozedWords(about, now)].filter(Boolean).join(' '),
      ...(ping !== undefined && { ping }),
      lists: alertLists(about),
      ...(answer?.change && { see: [answer.change.see] }),
      ...(answer?.next && { next: answer.next, labels: answer.labels ?? [], nextFor: id }),
      actions: actionsOf(about, now),
    }),
    ...(last && {
      provenance: { source: row.connection, readAt: last.at, ...answer?.provenance },
    }),
    record: `watch ${row.id} of ${personName(owner.name)}`,
  }
}

/** The alert in one line, for when Slack holds so many back that they share a message. */
export const alertGist = (
  { watched, ending, raised: { ping } }: AlertAbout,
  { title }: Pick<Message, 'title'>,
): Gist => ({
  on: watched.row.connection,
  text: title,
  isOver: ending !== undefined,
  ...(ping !== undefined && { ping }),
})

/** What is said in the thread of an alert. */
export const alertReply = (
  about: AlertAbout,
  what: 'worse' | 'still open' | 'better' | 'on it' | 'snoozed' | AlertEnding,
  { by = 'Somebody', now }: { readonly by?: string | undefined; readonly now: number },
): Message => {
  const { watched, alert } = about
  const place = placeOf(watched)
  const said = (title: string, lead?: string): Message => ({ tone: 'answer', title, ...(lead && { lead }) })
  switch (what) {
    case 'worse':
      return said(`WORSE ${place}: ${nowWords(about)}`, `Since it was raised: ${sinceRaised(about)}.`)
    case 'still open':
      return said(`STILL OPEN ${place}: ${nowWords(about)}`, 'The snooze is over.')
    case 'better':
      return said(`Better, not over yet: ${sinceRaised(about)}`)
    case 'on it':
      return said(`${personName(by)} is on it`)
    case 'snoozed':
      return said(`${personName(by)} snoozed it for ${duration((alert.snoozedUntil ?? now) - now)}`)
    default:
      return said(`${titles[what]}: ${sinceRaised(about)}`, leadOf({ ...about, ending: what }, now))
  }
}
