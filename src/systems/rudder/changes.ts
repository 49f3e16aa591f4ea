import { quoted } from '../../quoted.ts'
import { gather } from './gather.ts'
import { directiveNames } from './named-directives.ts'
import { queryWords } from './query.ts'
import { askedThrough } from './requests.ts'
import { Query } from './shapes/group.ts'
import type { ChangeRequest, Group } from './shapes/index.ts'
import { isChange, sidesOf } from './shapes/request.ts'
import { Target } from './shapes/target.ts'
import { targetWords } from './targets.ts'

/** One part before and after, in words. */
export interface Change {
  readonly field: string
  readonly before: string
  readonly after: string
}

/** One object that a change request changes. */
export interface Changed {
  /** `rule “SSH hardening”`, and what becomes of it where that is more than a change. */
  readonly object: string
  readonly changes: readonly Change[]
  /** What it changes may be secret, such as parameters, and nothing of it may be shown. */
  readonly hidden: boolean
}

interface Names {
  readonly groups: readonly Group[]
  readonly directives: ReadonlyMap<string, string>
}

type NamesApi = Parameters<typeof directiveNames>[0] & { groups(): AsyncIterable<Group> }

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

const partsIn = ({ changes }: Pick<ChangeRequest, 'changes'>) =>
  (Object.keys(what) as (keyof typeof what)[]).flatMap((kind) =>
    (changes?.[kind] ?? []).map(({ id, action, change }) => {
      const known = [change.displayName, change.name, change.id].map((value) => said(sidesOf(value)[0]))
      const called = known.find((text) => text !== '') ?? id ?? '?'
      return { object: `${what[kind]} ${quoted(called)}${action === 'modify' ? '' : ` (${action})`}`, action, change }
    }),
  )

/** What a change request is about: its title; of one that says that Coxswain opened it, whose title is a number, what it changes. */
export const aboutOf = (request: ChangeRequest): string => {
  const objects = askedThrough(request) ? partsIn(request).map(({ object }) => object) : []
  return objects.join(', ') || request.displayName
}

/** What a change request would change, an object each, in words and with names for ids. */
export const changesOf = async (
  api: NamesApi,
  request: Pick<ChangeRequest, 'changes'>,
): Promise<readonly Changed[]> => {
  const names = { groups: await gather(api.groups()), directives: await directiveNames(api) }
  return partsIn(request).map(({ object, action, change }) => ({
    object,
    hidden: action === 'modify' && !Object.values(change).some(isChange),
    changes: Object.entries(change).flatMap(([key, value]) => {
      if (!isChange(value)) return []
      const [before, after] = sidesOf(value).map((side) => inWords(key, side, names))
      return [{ field: labels[key] ?? key, before: before ?? '', after: after ?? '' }]
    }),
  }))
}

/** The same as the items of a list. */
export const changeItems = (changed: readonly Changed[]): { name: string; text: string }[] =>
  changed.map(({ object, changes, hidden }) => ({
    name: object,
    text:
      changes
        .map(({ field, before, after }) => `${field}: ${before || 'nothing'} → ${after || 'nothing'}`)
        .join('; ') || (hidden ? 'what it changes is not shown here: it may be secret' : ''),
  }))

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
  if (key === 'query') {
    const query = Query.nullish().safeParse(value)
    return query.success ? queryWords(query.data ?? undefined) : 'not shown'
  }
  if (!Array.isArray(value)) return said(value)
  if (key === 'directives') return value.map((id) => directives.get(String(id)) ?? String(id)).join(', ') || 'none'
  if (key === 'nodeIds') return `${value.length} nodes`
  return value.map(said).join(', ') || 'none'
}
