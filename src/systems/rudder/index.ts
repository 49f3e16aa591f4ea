// What the commands of Rudder are made of.
export { AppliesTo, appliesTo, broughtBy, byNames, Named, targetsOf, withNames } from './applies-to.ts'
export { aboutOf, type Changed, changeLists, changesOf, isReadable, unreportedNote } from './changes.ts'
export { changing } from './changing.ts'
export { directiveChange, usedInRules } from './directive-change.ts'
export { directiveInRule } from './directive-in-rule.ts'
export { begins, effectNotes, effectPromise, ends, isNone } from './effect.ts'
export * from './find.ts'
export { readFleet } from './fleet.ts'
export { isAutomatic } from './generation.ts'
export { matching } from './host-pattern.ts'
export { ifThere } from './if-there.ts'
export { modeWrite } from './mode-write.ts'
export { effectiveMode, modeAgain, ownMode, readGlobalMode } from './modes.ts'
export { refsById } from './named-directives.ts'
export * from './observed.ts'
export { isOwn } from './own-directives.ts'
export {
  directivePreconditions,
  preconditionsOfDirective,
  preconditionsOfRule,
  rulePreconditions,
  ruleStatus,
} from './preconditions.ts'
export { affects, reachOf, ruleWords, tagWords, toldCount } from './reach.ts'
export * from './reading.ts'
export { objectsOf, reachOfRequest } from './request-reach.ts'
export { askedThrough, preconditionsOfRequest, proposalsIn, requestPreconditions, requestsOf } from './requests.ts'
export { rudder } from './rudder.ts'
export { readRuleEffect } from './rule-effect.ts'
export type { ChangeRequest, CompliancePart, Node } from './shapes/index.ts'
export { calledNow, stillThere } from './still-there.ts'
export { taggedDirective, taggedRequest, taggedRules, untagged } from './tagged.ts'
export { mentions, mustNotBeStopped, nodesOf, stoppedBy, targetWords } from './targets.ts'
export * from './told.ts'
export { pendingNodesPage, waitingHolds, waitingNode } from './waiting-node.ts'
