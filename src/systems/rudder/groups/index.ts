// What commands use about groups.
export { branchesOf } from './branches.ts'
export { readFleet } from './fleet.ts'
export { queryWords } from './query-words.ts'
export { affects, reachOf, ruleWords, tagWords, toldCount, toldNodes } from './reach.ts'
export { mentions, mustNotBeStopped, nodesOf, stoppedBy, targetWords } from './targets.ts'
