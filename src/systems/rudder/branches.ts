import type { Rule, RuleTree } from './shapes/index.ts'

/** A category with where it is: `Applications › Legacy`; the root has its own name. */
export interface Branch {
  readonly path: string
  readonly rules: readonly Rule[]
}

/** A tree of categories as one list, each before those that are in it; the root's name stands before none. */
export const branchesOf = ({ name, rules, categories }: RuleTree, isRoot = true, within = ''): readonly Branch[] => [
  { path: within + name, rules },
  ...categories.flatMap((category) => branchesOf(category, false, isRoot ? '' : `${within}${name} › `)),
]
