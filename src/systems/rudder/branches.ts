import type { Rule, RuleTree } from './shapes/index.ts'

/** A category with where it is: `Applications › Legacy`; the root has its own name. */
export interface Branch {
  readonly id: string
  readonly name: string
  readonly path: string
  readonly rules: readonly Rule[]
}

/** A tree of categories as one list, each before those that are in it; the root's name stands before none. */
export const branchesOf = (
  { id, name, rules, categories }: RuleTree,
  isRoot = true,
  within = '',
): readonly Branch[] => [
  { id, name, path: within + name, rules },
  ...categories.flatMap((category) => branchesOf(category, false, isRoot ? '' : `${within}${name} › `)),
]
