// What commands use about changes of any object.
export { changing } from './changing.ts'
export { isAutomatic } from './generation.ts'
export { mustBeNew } from './new-name.ts'
export { notReadBack } from './not-read-back.ts'
export {
  preconditionsOfRule,
  rulePreconditions,
  ruleStatus,
} from './preconditions.ts'
export { calledNow, stillThere } from './still-there.ts'
export { taggedDirective, taggedRequest, taggedRules, untagged } from './tagged.ts'
