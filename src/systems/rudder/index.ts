// What the commands of Rudder are made of.

export { directiveChange, usedInRules } from './directives/directive-change.ts'
export { directiveInRule } from './directives/directive-in-rule.ts'
export { refsById } from './directives/directive-names.ts'
export { begins, effectNotes, effectPromise, ends, isNone } from './directives/effect.ts'
export { modeWrite } from './directives/mode-write.ts'
export { effectiveMode, modeAgain, ownMode, readGlobalMode } from './directives/modes.ts'
export { isOwn } from './directives/own-directives.ts'
export * from './exports/described.ts'
export * from './exports/observed.ts'
export * from './exports/reading.ts'
export { readFleet } from './groups/fleet.ts'
export { affects, reachOf, ruleWords, tagWords, toldCount } from './groups/reach.ts'
export { mentions, mustNotBeStopped, nodesOf, stoppedBy, targetWords } from './groups/targets.ts'
export { matching } from './nodes/host-pattern.ts'
export { pendingNode, pendingNodePreconditions, pendingNodesPage } from './nodes/pending-node.ts'
export * from './reads/find.ts'
export { ifThere } from './reads/if-there.ts'
export { aboutOf, type Changed, changeLists, changesOf, isReadable, unreportedNote } from './requests/changes.ts'
export { objectsOf, reachOfRequest } from './requests/request-reach.ts'
export {
  askedThrough,
  preconditionsOfRequest,
  proposalsIn,
  requestPreconditions,
  requestsOf,
} from './requests/requests.ts'
export { rudder } from './rudder.ts'
export { AppliesTo, appliesTo, broughtBy, byNames, Named, targetsOf, withNames } from './rules/applies-to.ts'
export { readRuleEffect } from './rules/rule-effect.ts'
export type { ChangeRequest, CompliancePart, Node } from './shapes/index.ts'
export { changing } from './writes/changing.ts'
export { isAutomatic } from './writes/generation.ts'
export {
  directivePreconditions,
  preconditionsOfDirective,
  preconditionsOfRule,
  rulePreconditions,
  ruleStatus,
} from './writes/preconditions.ts'
export { calledNow, stillThere } from './writes/still-there.ts'
export { taggedDirective, taggedRequest, taggedRules, untagged } from './writes/tagged.ts'
