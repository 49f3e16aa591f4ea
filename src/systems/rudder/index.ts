import type { System } from '../system.ts'
import * as operations from './operations/index.ts'
import { protocol } from './protocol.ts'

/** Rudder: configuration management. */
export const rudder = { name: 'rudder', title: 'Rudder', operations, protocol } satisfies System

export { changing, restsOn, validationNote } from './changing.ts'
export { figureOf, type State, stateWords, tally, tallyEach, words, worst } from './compliance.ts'
export { findNode, findRule } from './find.ts'
export { lossOf, readFleet } from './fleet.ts'
export { readRule, ruleNodes } from './rule-parts.ts'
export type { Part } from './shapes/index.ts'
export { nodesOf, targetWords } from './targets.ts'
