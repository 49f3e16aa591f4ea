import { queryWords } from '../groups/query-words.ts'
import { targetPhrases } from '../groups/target-phrases.ts'
import { Tags } from '../shapes/changed.ts'
import { Query } from '../shapes/group.ts'
import type { ChangeKind } from '../shapes/request.ts'
import { targetsIn } from '../shapes/target-text.ts'
import type { ChangeNames } from './change-names.ts'

/** One element of a part that is a list. */
export interface Element {
  /** Equal only if the element is the same. */
  readonly key: string
  readonly name: string
}

/** The value of one side of a part: words, free text that somebody wrote, or a list. */
export type PartValue =
  | { readonly words: string; readonly isHidden?: boolean }
  | { readonly text: string }
  | { readonly elements: readonly Element[] }

/** How one part of an object is shown. */
export interface PartOf {
  readonly label: string
  /** Undefined for what it cannot read. A side that is missing is none, or the default. */
  read(side: unknown, names: ChangeNames): PartValue | undefined
}

const flag = (label: string): PartOf => ({
  label,
  read: (side) =>
    side === undefined ? { words: 'default' } : typeof side === 'boolean' ? { words: side ? 'yes' : 'no' } : undefined,
})

const word = (label: string, missing: string): PartOf => ({
  label,
  read: (side) =>
    side === undefined
      ? { words: missing }
      : typeof side === 'string' || typeof side === 'number'
        ? { words: String(side) }
        : undefined,
})

const text = (label: string): PartOf => ({
  label,
  read: (side) =>
    side === undefined || side === '' ? { words: 'none' } : typeof side === 'string' ? { text: side } : undefined,
})

const listed = (label: string, kind: 'directives' | 'nodes'): PartOf => ({
  label,
  read: (side = [], names) => {
    if (!Array.isArray(side) || !side.every((id) => typeof id === 'string')) return undefined
    const what = kind === 'nodes' ? 'node' : 'directive'
    return { elements: side.map((id) => ({ key: id, name: names[kind].get(id) ?? `unknown ${what} ${id}` })) }
  },
})

const category: PartOf = {
  label: 'Category',
  read: (side, { categories }) => {
    if (side === undefined) return { words: 'none' }
    return typeof side === 'string' ? { text: categories.get(side) ?? `unknown category ${side}` } : undefined
  },
}

const targets: PartOf = {
  label: 'Applies to',
  read: (side, { groups }) => {
    const found = targetsIn(side)
    return found && { elements: targetPhrases(found, groups).map(({ key, words }) => ({ key, name: words })) }
  },
}

const tags: PartOf = {
  label: 'Tags',
  read: (side = []) => {
    const found = Tags.safeParse(side)
    const words = found.data?.flatMap(Object.entries).map(([key, value]) => `${key}=${value}`)
    return words && { elements: words.map((one) => ({ key: one, name: one })) }
  },
}

/** When Scala prints a query, the values of these may be secret, and it isn't known where a value ends. */
const guarded = /serializedNodeProperty|environmentVariable/

/** A query as Scala prints it, without its braces; the conditions unchanged, because it isn't known where a value ends. */
const printed = (text: string): PartValue => {
  const [head = '', ...rest] = text.split(' criteria [')
  const conditions = rest.join(' criteria [')
  const all = head === "{ returnType:'node' (identity) with 'And'" ? 'all of' : undefined
  const any = head === "{ returnType:'node' (identity) with 'Or'" ? 'any of' : undefined
  const how = all ?? any
  return how !== undefined && conditions.endsWith('] }')
    ? { text: `nodes with ${how}: ${conditions.slice(0, -3)}` }
    : { text }
}

const query: PartOf = {
  label: 'Query',
  read: (side) => {
    if (side === undefined) return { words: 'no query' }
    if (typeof side === 'string') return guarded.test(side) ? { words: 'not shown', isHidden: true } : printed(side)
    const found = Query.safeParse(side)
    return found.success ? { words: queryWords(found.data), isHidden: true } : undefined
  },
}

const described = {
  shortDescription: text('Short description'),
  longDescription: text('Long description'),
  tags,
  system: flag('System'),
} as const

/** The parts of each kind of object, in the order in which they are shown: what matters most first. */
export const partsOf: Readonly<Record<ChangeKind, Readonly<Record<string, PartOf>>>> = {
  rules: {
    enabled: flag('Enabled'),
    targets,
    directives: listed('Directives', 'directives'),
    displayName: text('Name'),
    categoryId: category,
    ...described,
  },
  directives: {
    enabled: flag('Enabled'),
    policyMode: word('Mode', 'default'),
    techniqueName: word('Technique', 'none'),
    techniqueVersion: word('Technique version', 'none'),
    priority: word('Priority', 'default'),
    displayName: text('Name'),
    ...described,
  },
  groups: {
    enabled: flag('Enabled'),
    query,
    dynamic: flag('Dynamic'),
    nodeIds: listed('Nodes', 'nodes'),
    displayName: text('Name'),
    category,
    categoryId: category,
    description: text('Description'),
    system: flag('System'),
  },
  parameters: {
    name: text('Name'),
    description: text('Description'),
    inheritMode: word('Inheritance', 'default'),
    provider: word('Provider', 'none'),
  },
}

/** Parts that only identify an object, or that Rudder derives from other parts. */
export const derived: Readonly<Record<ChangeKind, readonly string[]>> = {
  rules: ['id', 'type', 'changeRequestId', 'policyMode', 'status'],
  directives: ['id', 'type', 'changeRequestId'],
  groups: ['id', 'type', 'changeRequestId', 'groupClass', 'target'],
  parameters: ['id', 'type', 'changeRequestId'],
}
