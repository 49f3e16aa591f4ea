import type { Hold } from '../condition/condition.ts'
import { goOn, isHeld, noStreak } from '../condition/streak.ts'
import type { AlertEnding, AlertState, OpenAlert, Say, Severities } from './alert.ts'
import type { Judgement } from './judgement.ts'
import { isBetter, knownAfter, toldBetter, type Worse, worseThan, worstOf } from './worse.ts'

/** What happens to a watch. */
export type AlertEvent =
  | ({ readonly kind: 'reading' } & Judgement)
  /** What it looks at is there no more, or is not checked, or the watch was paused or removed. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'on it'; readonly by: string }
  | { readonly kind: 'snooze'; readonly until: number }
  /** Nothing but that time passed. */
  | { readonly kind: 'time' }

/** What the watch says about noise, and what holds at this moment. */
export interface Noise {
  /** For how long its condition must hold, and what ends it. */
  readonly hold: Hold
  readonly untilHold: Hold
  /** Severities beyond which it is worse, besides twice as bad. */
  readonly steps: readonly number[]
  /** Whether it pings, and whether in quiet hours too. */
  readonly ping: 'never' | 'by day' | 'always'
  readonly isQuiet: boolean
  /** How long nothing is said in the channel after something was: of worse, and of better in the thread. */
  readonly pauseMs: number
  /** The connection is muted: nothing new is said, and what was said stays true. */
  readonly isMuted: boolean
}

/** What comes of an event. */
export interface Reaction {
  readonly state: AlertState
  readonly says: readonly Say[]
  /** The alert that ended, as it was. */
  readonly ended?: { readonly alert: OpenAlert; readonly ending: AlertEnding }
}

export const noAlert: AlertState = { raising: noStreak, closing: noStreak }

interface Spoken {
  readonly open: OpenAlert
  readonly says: readonly Say[]
}

const pings = ({ ping, isQuiet }: Noise): boolean => ping === 'always' || (ping === 'by day' && !isQuiet)

const end = (alert: OpenAlert, ending: AlertEnding, { isMuted }: Noise): Reaction => ({
  state: noAlert,
  says: [{ kind: 'edit' }, ...(isMuted ? [] : [{ kind: 'reply', what: ending } as const])],
  ended: { alert, ending },
})

const raise = (state: AlertState, { severities, raises }: Judgement, at: number, noise: Noise): Reaction => {
  const raising = goOn(state.raising, raises, at)
  // A reading without its figure is no proof, however long it was so before.
  if (raises !== true || noise.isMuted || !isHeld(raising, noise.hold))
    return { state: { ...state, raising }, says: [] }
  const bad = knownAfter([], severities)
  const open = { since: raising.since ?? at, at, told: bad, now: bad }
  return { state: { raising: noStreak, closing: noStreak, open }, says: [{ kind: 'post', ping: pings(noise) }] }
}

const isSnoozed = ({ snoozedUntil }: OpenAlert, at: number): boolean => snoozedUntil !== undefined && at < snoozedUntil

const mayBroadcast = (alert: OpenAlert, at: number, { isMuted, pauseMs }: Noise): boolean =>
  !isMuted && !isSnoozed(alert, at) && (alert.worseAt === undefined || at - alert.worseAt >= pauseMs)

/** Whoever is on it is disturbed only if it is twice as bad. */
const worsePings = (alert: OpenAlert, worse: Worse, noise: Noise): boolean =>
  pings(noise) && (alert.onIt === undefined || worse === 'double')

/** Says that it got worse or better, if it did and nothing of the kind was said just now. */
const compare = (alert: OpenAlert, isRaised: boolean, at: number, noise: Noise): Spoken => {
  const { told, now } = alert
  const worse = isRaised ? worseThan(told, now, noise.steps) : undefined
  if (worse !== undefined && mayBroadcast(alert, at, noise)) {
    const ping = worsePings(alert, worse, noise)
    return {
      open: { ...alert, told: worstOf(told, now), worseAt: at },
      says: [{ kind: 'broadcast', what: 'worse', ping }],
    }
  }
  const isTold = alert.betterAt !== undefined && at - alert.betterAt < noise.pauseMs
  if (!isBetter(told, now) || isTold || noise.isMuted) return { open: alert, says: [] }
  return { open: { ...alert, told: toldBetter(told, now), betterAt: at }, says: [{ kind: 'reply', what: 'better' }] }
}

/** A snooze that is over while the alert is open is said: silence would look like an end. */
const wake = (alert: OpenAlert, at: number, noise: Noise): Spoken => {
  if (alert.snoozedUntil === undefined || !mayBroadcast(alert, at, noise)) return { open: alert, says: [] }
  const { snoozedUntil: _, ...awake } = alert
  const ping = pings(noise) && alert.onIt === undefined
  return {
    open: { ...awake, told: worstOf(alert.told, alert.now), worseAt: at },
    says: [{ kind: 'broadcast', what: 'still open', ping }],
  }
}

const same = (one: Severities, other: Severities): boolean => JSON.stringify(one) === JSON.stringify(other)

const read = (state: AlertState, open: OpenAlert, judgement: Judgement, at: number, noise: Noise): Reaction => {
  const closing = goOn(state.closing, judgement.closes, at)
  if (judgement.closes === true && isHeld(closing, noise.untilHold)) return end(open, 'resolved', noise)
  const now = knownAfter(open.now, judgement.severities)
  const woken = wake({ ...open, now }, at, noise)
  // What shows that it is snoozed is old once it isn't.
  const edits: Say[] = same(now, open.now) && woken.says.length === 0 ? [] : [{ kind: 'edit' }]
  const compared = woken.says.length === 0 ? compare(woken.open, judgement.raises === true, at, noise) : woken
  return { state: { ...state, closing, open: compared.open }, says: [...edits, ...compared.says] }
}

/** What a watch does about an event at a moment, in milliseconds since 1970. */
export const react = (state: AlertState, event: AlertEvent, at: number, noise: Noise): Reaction => {
  const { open } = state
  if (open === undefined) {
    if (event.kind === 'reading') return raise(state, event, at, noise)
    return { state: event.kind === 'gone' ? noAlert : state, says: [] }
  }
  switch (event.kind) {
    case 'reading':
      return read(state, open, event, at, noise)
    case 'gone':
      return end(open, 'no longer checked', noise)
    case 'on it':
      return {
        state: { ...state, open: { ...open, onIt: { by: event.by, at } } },
        says: [{ kind: 'edit' }, { kind: 'reply', what: 'on it' }],
      }
    case 'snooze':
      return {
        state: { ...state, open: { ...open, snoozedUntil: event.until } },
        says: [{ kind: 'edit' }, { kind: 'reply', what: 'snoozed' }],
      }
    case 'time': {
      const { open: woken, says } = wake(open, at, noise)
      return { state: { ...state, open: woken }, says: says.length > 0 ? [{ kind: 'edit' }, ...says] : [] }
    }
  }
}
