// What rules, techniques and groups are, as it is told: categories, calls, queries, and where two rules differ.
export { branchesOf } from '../groups/branches.ts'
export { queryWords } from '../groups/query-words.ts'
export { type Comparable, canCompareModes, reportsOwnModes, ruleDifferences } from '../rules/rule-differences.ts'
export { callNames } from '../techniques/call-names.ts'
