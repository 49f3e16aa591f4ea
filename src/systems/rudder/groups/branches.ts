import type { Rule, RuleTree } from '../shapes/index.ts'

/** A category with where it is: `Applications › Legacy`; the root has its own name. */
export interface Branch {
  readonly id: string
  readonly name: string
  readonly path: string
  /** The id of what it is in; the root is its own. */
  readonly parent: string
  readonly rules: readonly Rule[]
}

/** A tree of categories as one list, each before those that are in it; no name begins with the root's. */
export const branchesOf = (
  { id, name, parent, rules, categories }: RuleTree,
  isRoot = true,
  within = '',
): readonly Branch[] => [
  { id, name, path: within + name, parent, rules },
  ...categories.flatMap((category) => branchesOf(category, false, isRoot ? '' : `${within}${name} › `)),
]
