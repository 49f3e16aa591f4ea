// What commands use about rules.
export { nodeAlarm } from './alarm.ts'
export { broughtBy, byNames, Named, targetsOf, withNames } from './applies-to.ts'
export { closely } from './closely.ts'
export { directiveInRule } from './directive-in-rule.ts'
export { aloneNote, lossOf, stateNow } from './loss.ts'
export { ruleDirectivesWrite, ruleEnabledWrite, ruleTargetsWrite } from './part-write.ts'
export { ruleChange } from './rule-change.ts'
export { type Comparable, canCompareModes, reportsOwnModes, ruleDifferences } from './rule-differences.ts'
export { readRuleEffect } from './rule-effect.ts'
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
export { skippedIn, skippedInNotes, skippedNotes, skippingRules, withoutSkipped } from './skipped.ts'
export { causeItem, failingOrder, failingRules, failingWords, reasonsIn } from './why.ts'
