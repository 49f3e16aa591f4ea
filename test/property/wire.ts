import type { RecordedRequest } from '../../src/playground/rudder/local-rudder.ts'
import { type RuleName, ruleNames, type Stage } from './stage.ts'

/** One write as it came to the server, with what was so at that moment. */
export interface Arrival {
  /** From the query; empty where there is none. */
  readonly proposal: string
  readonly ruleId: string
  readonly request: RecordedRequest
  /** Whether the rule was enabled; undefined where it was gone. */
  readonly found: boolean | undefined
  /** When the confirmation that sent it began, undefined where none was under way; and when the rule last changed. */
  readonly since: number | undefined
  readonly changedAt: number
  /** How many `attempt` rows were committed, where that can be seen from here. */
  readonly attempts: number | undefined
}

interface Moment {
  readonly tick: number
  readonly enabled: boolean | undefined
}

/** What goes over the wire and what becomes of the rules, in one order. */
export interface Wire {
  readonly arrivals: readonly Arrival[]
  /** Now, as a number that grows. */
  tick(): number
  /** A confirmation is under way from now until the returned function is called. */
  begin(proposal: string): () => void
  /** Whether a rule was so at some moment since. */
  was(ruleId: string, enabled: boolean, since: number): boolean
  /** Whether it has changed since. */
  changed(ruleId: string, since: number): boolean
}

/** Watches every request at the moment of its arrival; `arrived` is called after each write. */
export const watchWire = (
  stage: Stage,
  { attempts, arrived }: { attempts?: ((proposal: string) => number) | undefined; arrived: () => void },
): Wire => {
  const { rudder } = stage
  const arrivals: Arrival[] = []
  const under = new Set<{ readonly proposal: string; readonly since: number }>()
  const history = new Map<string, Moment[]>()
  const idOf = (name: RuleName) => stage.ruleId(name)
  let ticks = 0
  const observe = () => {
    rudder.settle()
    for (const name of ruleNames) {
      const moments = history.get(idOf(name)) ?? []
      const enabled = stage.rule(name)?.enabled
      const last = moments.at(-1)
      if (!last || last.enabled !== enabled) {
        ticks += 1
        moments.push({ tick: ticks, enabled })
      }
      history.set(idOf(name), moments)
    }
  }
  const changedAt = (ruleId: string) => history.get(ruleId)?.at(-1)?.tick ?? 0
  rudder.requests.push = (...requests) => {
    observe()
    for (const request of requests.filter(({ method }) => method !== 'GET')) {
      const url = new URL(request.path, 'http://rudder')
      const proposal = (url.searchParams.get('changeRequestName') ?? '').replace(/^Coxswain /, '')
      const ruleId = url.pathname.split('/').at(-1) ?? ''
      const since = [...under].filter((one) => one.proposal === proposal).map((one) => one.since)
      arrivals.push({
        proposal,
        ruleId,
        request,
        found: stage.ruleOf(ruleId)?.enabled,
        since: since.length === 0 ? undefined : Math.min(...since),
        changedAt: changedAt(ruleId),
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
    was: (ruleId, enabled, since) => {
      observe()
      const moments = history.get(ruleId) ?? []
      const at = moments.findLastIndex(({ tick }) => tick <= since)
      return moments.slice(Math.max(0, at)).some((moment) => moment.enabled === enabled)
    },
    changed: (ruleId, since) => {
      observe()
      return changedAt(ruleId) > since
    },
  }
}
