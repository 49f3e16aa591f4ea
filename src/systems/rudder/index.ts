import type { System } from '../system.ts'
import * as operations from './operations/index.ts'
import { protocol } from './protocol.ts'

/** Rudder: configuration management. */
export const rudder = { name: 'rudder', title: 'Rudder', operations, protocol } satisfies System

export { branchesOf } from './branches.ts'
export { callNames } from './call-names.ts'
export { type Cause, causesOf, failingStates, isFailing } from './causes.ts'
export { changesOf } from './changes.ts'
export { changing, restsOn, validationNote } from './changing.ts'
export { closely } from './closely.ts'
export { type Comparable, differences } from './compare.ts'
export {
  figureOf,
  figureWords,
  percent,
  type State,
  statesOf,
  stateWords,
  tally,
  tallyEach,
  words,
  worst,
} from './compliance.ts'
export { directiveChange, modeOf } from './directive-change.ts'
export { readDirective } from './directive-parts.ts'
export { findDirective, findGroup, findNode, findRequest, findRule, findTechnique } from './find.ts'
export { categoriesIn, findPendingNode, findRequestNumber, findRuleCategory, findTarget } from './finders.ts'
export { lossOf, readFleet } from './fleet.ts'
export { gather } from './gather.ts'
export { byName, holding } from './holding.ts'
export { matching } from './host-pattern.ts'
export { grouped, hostList, hostWords, mostly } from './hosts.ts'
export { nodesIn } from './in-state.ts'
export { dateWords, lastRuns } from './last-runs.ts'
export { ifNewEnough } from './new-enough.ts'
export { byNames, Named, Parts, partsOf, targetsOf } from './parts.ts'
export { queryWords } from './query.ts'
export { reachOf, ruleWords, tagWords, toldCount } from './reach.ts'
export { changesIn, reachOfRequest } from './request-changes.ts'
export { askedThrough, requestsOf } from './requests.ts'
export { readRule, ruleNodes } from './rule-parts.ts'
export type { Part } from './shapes/index.ts'
export { mentions, nodesOf, targetWords } from './targets.ts'
export { waitingNode } from './waiting-node.ts'
