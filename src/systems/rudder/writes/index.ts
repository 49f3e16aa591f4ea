// What commands use about changes of any object.
export { changing } from './changing.ts'
export { isAutomatic } from './generation.ts'
export {
  directivePreconditions,
  preconditionsOfDirective,
  preconditionsOfRule,
  rulePreconditions,
  ruleStatus,
} from './preconditions.ts'
export { calledNow, stillThere } from './still-there.ts'
export { taggedDirective, taggedRequest, taggedRules, untagged } from './tagged.ts'
