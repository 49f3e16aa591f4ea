// What is observed of nodes, rules and directives: the states that they are in, why they fail, where, and since when.
export { type Cause, causesOf, failingStates, isFailing, isFailingState } from './causes.ts'
export { closely, reasonsOf } from './closely.ts'
export * from './compliance.ts'
export { readDirective } from './directive-parts.ts'
export { firstAlike, grouped, hostList, hostWords, mostly } from './hosts.ts'
export { nodesIn } from './in-state.ts'
export { dateWords, lastRuns } from './last-runs.ts'
export { aloneNote, lossOf, stateNow } from './loss.ts'
export { readNode, whyFailing } from './node-causes.ts'
export { overallFigure, uncheckedBecause } from './overall.ts'
export { readRule, ruleNodes } from './rule-parts.ts'
export {
  isApplied,
  isHalf,
  isReported,
  mayBeChecked,
  offBecause,
  statusOf,
  stillChecked,
  warningOf,
} from './rule-status.ts'
export { readRunning, runningOf, stateIn } from './running.ts'
export { skippedIn, skippedInNotes, skippedNotes, skippingRules, withoutSkipped } from './skipped.ts'
export { stateFilter, stateWordsOf } from './state-filter.ts'
export { alsoUnseen, butUnseen, figureOn, waitingList } from './unseen.ts'
