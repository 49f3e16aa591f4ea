import type { ChangeRequest, Group } from './shapes/index.ts'
import { Target } from './shapes/target.ts'
import { targetWords } from './targets.ts'

/** One part before and after, in words. */
export interface Change {
  readonly field: string
  readonly before: string
  readonly after: string
}

/** What ids stand for. */
export interface Names {
  readonly groups: readonly Group[]
  readonly directives: ReadonlyMap<string, string>
}

const what = { rules: 'rule', directives: 'directive', groups: 'group', parameters: 'property' } as const

const labels: Readonly<Record<string, string>> = {
  displayName: 'Name',
  enabled: 'Enabled',
  directives: 'Directives',
  targets: 'Applies to',
  tags: 'Tags',
  categoryId: 'Category',
  shortDescription: 'Short description',
  longDescription: 'Long description',
  policyMode: 'Mode',
  priority: 'Priority',
  techniqueVersion: 'Technique version',
  dynamic: 'Dynamic',
  category: 'Category',
  nodeIds: 'Nodes',
  query: 'Query',
  description: 'Description',
}

/** What a change request would change, in words, and of which objects: `rule “SSH hardening”`; of those that are `hidden` nothing may be shown. */
export const changesOf = (
  { changes }: Pick<ChangeRequest, 'changes'>,
  names: Names,
): { readonly changes: readonly Change[]; readonly objects: readonly string[]; readonly hidden: readonly string[] } => {
  const parts = (Object.keys(what) as (keyof typeof what)[]).flatMap((kind) =>
    (changes?.[kind] ?? []).map((one) => {
      const { displayName, id, name } = one.change
      const called = [displayName, name, id].map((value) => said(from(value))).find((text) => text !== '')
      const verb = one.action === 'modify' ? '' : ` (${one.action})`
      const isHidden = one.action === 'modify' && !Object.values(one.change).some(isChange)
      return { object: `${what[kind]} “${called ?? one.id ?? '?'}”${verb}`, change: one.change, isHidden }
    }),
  )
  return {
    objects: parts.map(({ object }) => object),
    hidden: parts.filter(({ isHidden }) => isHidden).map(({ object }) => object),
    changes: parts.flatMap(({ object, change }) =>
      Object.entries(change).flatMap(([key, value]) => {
        if (!isChange(value)) return []
        const field = parts.length > 1 ? `${object}: ${labels[key] ?? key}` : (labels[key] ?? key)
        return [{ field, before: inWords(key, value.from, names), after: inWords(key, value.to, names) }]
      }),
    ),
  }
}

const isChange = (value: unknown): value is { readonly from: unknown; readonly to: unknown } =>
  typeof value === 'object' && value !== null && 'from' in value && 'to' in value

const from = (value: unknown): unknown => (isChange(value) ? value.from : value)

const said = (value: unknown): string => {
  if (value === undefined || value === null) return ''
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value)
}

const inWords = (key: string, value: unknown, { groups, directives }: Names): string => {
  if (key === 'targets') {
    const targets = Target.array().safeParse(Array.isArray(value) ? value : [value])
    if (targets.success) return targetWords(targets.data, groups)
  }
  if (!Array.isArray(value)) return said(value)
  if (key === 'directives') return value.map((id) => directives.get(String(id)) ?? String(id)).join(', ') || 'none'
  if (key === 'nodeIds') return `${value.length} nodes`
  return value.map(said).join(', ') || 'none'
}
