import type { RudderState } from 'local-rudder'
import { checksOf, nodesOf, type Standing, shareOf } from './checked.ts'
import { type Changes, changesOf, isIdle, workOf } from './work.ts'
import { byRuleAlone, type Write } from './writes.ts'

/** What is true of a write in a situation. */
export interface Truth {
  readonly write: Write
  readonly before: RudderState
  readonly after: RudderState
  /** What the token sees of it. */
  readonly seen: RudderState
  /** Why it may not see all, as it says. */
  readonly limit: string | undefined
  /** The nodes that it is about, of those that the token sees. */
  readonly about: readonly RudderState['nodes'][number][]
  readonly changes: Changes
  /** What would change if every node took policies. */
  readonly everywhere: Changes
  readonly idle: number
  standing(): ReadonlyMap<RudderState['nodes'][number], Standing>
  /** Shares of checks that are as they should be, now and then. */
  shares(): readonly [number, number]
}

/** What the account that reads may see. */
const seenIn = (state: RudderState): { readonly seen: RudderState; readonly limit: string | undefined } => {
  const { tenants } = Object.values(state.accounts).find(({ name }) => name === 'coxswain-read') ?? {}
  if (tenants === undefined) return { seen: state, limit: undefined }
  const nodes = state.nodes.filter(({ tenant }) => tenant !== undefined && tenants.includes(tenant))
  return { seen: { ...state, nodes }, limit: `this token only sees tenant ${tenants.join()}` }
}

/**
 * Whether it enables what another rule will override: Rudder reports that of what is enabled only, so beforehand nobody can
 * know, and it is judged as if it were not so.
 */
const willBeOverridden = ({ command, rule, directive }: Write, state: RudderState): boolean => {
  // What nodes were last told may be from before it was disabled.
  if (!command.endsWith('enable') || state.generated) return false
  const named = (all: readonly { readonly id: string; readonly displayName: string }[], id: string) =>
    all.find((one) => one.id === id)?.displayName
  return state.overrides.some(
    ({ ruleId, directiveId }) =>
      named(state.rules, ruleId) === rule || named(state.directives, directiveId) === directive,
  )
}

/** What is true of a write that is asked for in this state. */
export const truthOf = (write: Write, before: RudderState, now: number): Truth => {
  const after = structuredClone(before)
  write.change(after)
  const { seen, limit } = seenIn(before)
  const about = [...write.about(seen)]
  const rule = before.rules.find(({ displayName }) => displayName === write.rule)
  const told = (state: RudderState) => (willBeOverridden(write, before) ? { ...state, overrides: [] } : state)
  const changed = (even: 'idle' | 'busy') => changesOf(workOf(told(before), even), workOf(told(after), even), write.by)
  return {
    write,
    before,
    after,
    seen,
    limit,
    about,
    changes: changed('busy'),
    everywhere: changed('idle'),
    idle: (write.rule !== undefined && write.directive !== undefined
      ? byRuleAlone(seen, write.rule, write.directive)
      : about
    ).filter(isIdle).length,
    standing: () => nodesOf(checksOf(seen, now), rule?.id ?? '', now),
    shares: () => [
      shareOf(checksOf(before, now)),
      // Where a change waits to be generated, only this one is looked at.
      shareOf(
        before.generated ? checksOf(before, now).filter(({ ruleId }) => ruleId !== rule?.id) : checksOf(after, now),
      ),
    ],
  }
}
