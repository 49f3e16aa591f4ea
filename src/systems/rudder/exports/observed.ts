// What is observed of nodes, rules and directives: the states that they are in, why they fail, where, and since when.
export { type Cause, causesOf, failingStates, isFailing, isFailingState } from '../compliance/causes.ts'
export { overallFigure, uncheckedBecause } from '../compliance/overall.ts'
export * from '../compliance/states.ts'
export { readDirective } from '../directives/directive-parts.ts'
export { activityOf, readActivity, stateIn } from '../nodes/activity.ts'
export { firstAlike, grouped, hostList, hostWords, mostly } from '../nodes/hosts.ts'
export { nodesIn } from '../nodes/in-state.ts'
export { dateWords, lastRuns } from '../nodes/last-runs.ts'
export { readNode, whyFailing } from '../nodes/node-causes.ts'
export { stateFilter, stateWordsOf } from '../nodes/state-filter.ts'
export { alsoUnseen, butUnseen, figureOn, waitingList } from '../nodes/unseen.ts'
export { closely, reasonsOf } from '../rules/closely.ts'
export { aloneNote, lossOf, stateNow } from '../rules/loss.ts'
export { readRule, ruleNodes } from '../rules/rule-parts.ts'
export {
  isApplied,
  isHalf,
  isReported,
  mayBeChecked,
  offBecause,
  statusOf,
  stillChecked,
  warningOf,
} from '../rules/rule-status.ts'
export { skippedIn, skippedInNotes, skippedNotes, skippingRules, withoutSkipped } from '../rules/skipped.ts'
