// What rules, techniques and groups are, as it is told: categories, calls, queries, and where two rules differ.
export { branchesOf } from './branches.ts'
export { callNames } from './call-names.ts'
export { type Comparable, canCompareModes, reportsOwnModes, ruleDifferences } from './compare.ts'
export { queryWords } from './query.ts'
