import type { System } from '../system.ts'
import * as operations from './operations/index.ts'
import { protocol } from './protocol.ts'

/** Rudder: configuration management. */
export const rudder = { name: 'rudder', title: 'Rudder', operations, protocol } satisfies System

export { changing, restsOn, validationNote } from './changing.ts'
export { figureOf, type State, stateWords, tally, words, worst } from './compliance.ts'
export { directiveChange, modeOf } from './directive-change.ts'
export { findDirective, findGroup, findNode, findRequest, findRule, findTechnique } from './find.ts'
export { categoriesIn, findPendingNode, findRequestNumber, findRuleCategory, findTarget } from './finders.ts'
export { lossOf, readFleet } from './fleet.ts'
export * from './for-reads.ts'
export { gather } from './gather.ts'
export { matching } from './host-pattern.ts'
export { broughtBy, byNames, Named, Parts, partsOf, targetsOf } from './parts.ts'
export { reachOf, ruleWords, tagWords, toldCount } from './reach.ts'
export { changesIn, reachOfRequest } from './request-changes.ts'
export { askedThrough, requestsOf } from './requests.ts'
export type { Part } from './shapes/index.ts'
export { mentions, nodesOf, targetWords } from './targets.ts'
export { waitingNode } from './waiting-node.ts'
