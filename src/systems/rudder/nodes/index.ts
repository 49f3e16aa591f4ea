// What commands use about nodes.

export { grouped } from '../../../alike.ts'
export { activityOf, readActivity, stateIn } from './activity.ts'
export { dateWords } from './date-words.ts'
export { matching } from './host-pattern.ts'
export { eachAlike, hostList, hostWords, mostly } from './hosts.ts'
export { nodesIn } from './in-state.ts'
export { readNode, whyFailing } from './node-causes.ts'
export { nodeDecision } from './node-decision.ts'
export { pendingNode, pendingNodesPage } from './pending-node.ts'
export { stateFilter, stateWordsOf } from './state-filter.ts'
export { alsoUnseen, butUnseen, figureOn, waitingList } from './unseen.ts'
