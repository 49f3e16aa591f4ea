import type { Action, Message } from '../../message/message.ts'
import { clockTime, duration, moment } from '../../message/time.ts'
import type { AlertEnding, OpenAlert } from '../../watch/alert/alert.ts'
import { holdsOf } from '../../watch/alert/holds-of.ts'
import type { Hold, When } from '../../watch/condition/condition.ts'
import { closingFor, type Offer } from '../../watch/condition/fit.ts'
import { conditionText } from '../../watch/condition/when-text.ts'
import { spanText } from '../../watch/span.ts'
import { personName } from '../person-name.ts'
import { keptFigures } from './figures.ts'
import { subjectOf, type Watched, type WatchMemory } from './watched.ts'
import { changeWords, raisedWords } from './wording.ts'

const halfDayMs = 12 * 60 * 60_000
/** How many lists of the answer an alert shows. */
const lists = 2
/** For how long “Snooze 1 h” is. */
export const snoozeMs = 60 * 60_000

/** An alert with what its messages need. */
export interface AlertAbout {
  readonly watched: Watched
  readonly when: When
  readonly offer: Offer
  readonly id: string
  readonly alert: OpenAlert
  readonly last: WatchMemory['last']
  /** The figures when it was raised. */
  readonly raised: Readonly<Record<string, number | string | null>>
  /** The group that its message pings, for as long as it is open: it may not be sent before it is edited. */
  readonly ping?: string | undefined
  readonly ending?: AlertEnding
  /** Why it is no longer checked, in a sentence. */
  readonly why?: string | undefined
}

/** A moment as it reads near another one: with its day only if that may be another. */
const near = (at: number, now: number): string => (Math.abs(now - at) < halfDayMs ? clockTime(at) : moment(at))

const holdWords = (hold: Hold): string => {
  if ('ms' in hold) return `for ${spanText(hold.ms)}`
  return hold.readings === 1 ? 'at one reading' : `at ${hold.readings} readings in a row`
}

/** `rudder/prod: compliance SSH hardening`. */
export const placeOf = ({ row }: Watched): string => `${row.connection}: ${subjectOf(row)}`

const nowWords = ({ when, last, raised, offer }: AlertAbout): string =>
  raisedWords(when.raise, keptFigures(last?.figures ?? raised), offer)

const sinceRaised = ({ when, last, raised, offer }: AlertAbout): string =>
  changeWords(when.raise, keptFigures(raised), keptFigures(last?.figures ?? raised), offer)

const titles: Readonly<Record<AlertEnding, string>> = {
  resolved: 'RESOLVED',
  'no longer checked': 'NO LONGER CHECKED',
}

const titleOf = (about: AlertAbout): string => {
  const { alert, ending, watched } = about
  if (ending !== undefined) return `${titles[ending]} ${placeOf(watched)}: ${sinceRaised(about)}`
  const word = alert.onIt ? `ON IT (${personName(alert.onIt.by)})` : 'ALERT'
  return `${word} ${placeOf(watched)}: ${nowWords(about)}`
}

const leadOf = ({ alert, ending, why, last }: AlertAbout, now: number): string => {
  const { since, onIt, at, snoozedUntil } = alert
  const after = onIt && onIt.at - at >= 1_000 ? `after ${duration(onIt.at - at)}` : 'at once'
  const held = onIt && `On it: ${personName(onIt.by)}, ${after}.`
  if (ending !== undefined) return [why, `Lasted ${duration(now - since)}.`, held].filter(Boolean).join(' ')
  const from = last?.at ?? now
  const on = onIt && `${personName(onIt.by)} is on it since ${near(onIt.at, from)}.`
  const quiet = snoozedUntil !== undefined && now < snoozedUntil && `Snoozed until ${near(snoozedUntil, from)}.`
  return [`Since ${near(since, from)}.`, on, quiet].filter(Boolean).join(' ')
}

/** How the alert began and what ends it. */
const bounds = ({ watched, when, offer }: AlertAbout): string => {
  const { hold, untilHold } = holdsOf(when, watched.schedule)
  const closing = conditionText(closingFor(when, offer))
  return `Raised when ${conditionText(when.raise)} ${holdWords(hold)}; resolved when ${closing} ${holdWords(untilHold)}.`
}

const actionsOf = ({ alert, id }: AlertAbout, now: number): readonly Action[] => {
  const isSnoozed = alert.snoozedUntil !== undefined && now < alert.snoozedUntil
  return [
    ...(alert.onIt ? [] : [{ does: 'on-it', proposal: id, label: "I'm on it" } as const]),
    ...(isSnoozed ? [] : [{ does: 'snooze', proposal: id, label: 'Snooze 1 h' } as const]),
  ]
}

/** The one message of an alert, as it is now. */
export const alertMessage = (about: AlertAbout, now: number): Message => {
  const { watched, last, ending, id, ping } = about
  const { row, owner } = watched
  const answer = last?.answer
  return {
    tone: 'answer',
    title: titleOf(about),
    lead: leadOf(about, now),
    ...(answer && { notes: [`The last answer: ${answer.title}`, bounds(about)] }),
    ...(!answer && { notes: [bounds(about)] }),
    ...(ending === undefined && {
      ...(ping !== undefined && { ping }),
      ...(answer?.lists && { lists: answer.lists.slice(0, lists) }),
      ...(answer?.next && { next: answer.next, labels: answer.labels ?? [], nextFor: id }),
      actions: actionsOf(about, now),
    }),
    ...(last && {
      provenance: { source: row.connection, readAt: last.at, ...answer?.provenance },
    }),
    record: `watch ${row.id} of ${personName(owner.name)}`,
  }
}

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
