import type { RecordedRequest } from 'local-rudder'
import { madeNames, ruleNames, type Stage } from './stage.ts'
import { type Key, keyOf, standing } from './wishes.ts'

/** One write as it came to the server, with what was so at that moment. */
export interface Arrival {
  /** From the query; empty where there is none. */
  readonly proposal: string
  readonly key: Key
  readonly request: RecordedRequest
  /** How what it is about was. */
  readonly found: string
  /** When the confirmation that sent it began, undefined where none was under way; and when that last changed. */
  readonly since: number | undefined
  readonly changedAt: number
  /** How many `attempt` rows were committed, where that can be seen from here. */
  readonly attempts: number | undefined
}

interface Moment {
  readonly tick: number
  readonly so: string
}

/** What goes over the wire and what becomes of what it is about, in one order. */
export interface Wire {
  readonly arrivals: readonly Arrival[]
  /** Now, as a number that grows. */
  tick(): number
  /** A confirmation is under way from now until the returned function is called. */
  begin(proposal: string): () => void
  /** Whether it was so at some moment since. */
  was(key: Key, so: string, since: number): boolean
}

/** Watches every request at the moment of its arrival; `arrived` is called after each write. */
export const watchWire = (
  stage: Stage,
  { attempts, arrived }: { attempts?: ((proposal: string) => number) | undefined; arrived: () => void },
): Wire => {
  const { rudder } = stage
  const arrivals: Arrival[] = []
  const under = new Set<{ readonly proposal: string; readonly since: number }>()
  const history = new Map<Key, Moment[]>()
  const keys: readonly Key[] = [
    ...ruleNames.map((name) => `rule ${stage.ruleId(name)}` as const),
    ...madeNames.map((name) => `new ${name === 'Lyon' ? 'group' : 'rule'} ${name}` as const),
  ]
  let ticks = 0
  const observe = () => {
    rudder.settle()
    for (const key of keys) {
      const moments = history.get(key) ?? []
      const so = standing(rudder.state, key)
      if (moments.at(-1)?.so !== so) {
        ticks += 1
        moments.push({ tick: ticks, so })
      }
      history.set(key, moments)
    }
  }
  const changedAt = (key: Key) => history.get(key)?.at(-1)?.tick ?? 0
  rudder.requests.push = (...requests) => {
    observe()
    for (const request of requests.filter(({ method }) => method !== 'GET')) {
      const url = new URL(request.path, 'http://rudder')
      const proposal = (url.searchParams.get('changeRequestName') ?? '').replace(/^Coxswain /, '')
      const key = keyOf(request)
      const since = [...under].filter((one) => one.proposal === proposal).map((one) => one.since)
      arrivals.push({
        proposal,
        key,
        request,
        found: standing(rudder.state, key),
        since: since.length === 0 ? undefined : Math.min(...since),
        changedAt: changedAt(key),
        attempts: attempts?.(proposal),
      })
      arrived()
    }
    return Array.prototype.push.apply(rudder.requests, requests)
  }
  observe()
  return {
    arrivals,
    tick: () => {
      observe()
      ticks += 1
      return ticks
    },
    begin: (proposal) => {
      observe()
      const one = { proposal, since: ticks }
      under.add(one)
      return () => void under.delete(one)
    },
    was: (key, so, since) => {
      observe()
      const moments = history.get(key) ?? []
      const at = moments.findLastIndex(({ tick }) => tick <= since)
      return moments.slice(Math.max(0, at)).some((moment) => moment.so === so)
    },
  }
}
