import { tagWords } from '../groups/reach.ts'
import { targetWords } from '../groups/targets.ts'
import type { Group, Rule } from '../shapes/index.ts'
import { statusOf } from './rule-status.ts'

/** A rule with the names behind its ids, because ids differ from server to server. */
export interface Comparable {
  readonly rule: Rule
  readonly groups: readonly Group[]
  /** The name of each directive by its id, and its mode. */
  readonly directives: ReadonlyMap<string, { readonly name: string; readonly policyMode?: string | undefined }>
  /** The version of its API. */
  readonly version: number
}

/** Which mode of a directive a server reports: its own or, in newer versions, that combined with the global mode. */
export const reportsOwnModes = ({ version, directives }: Pick<Comparable, 'version' | 'directives'>): boolean =>
  version < 20 || [...directives.values()].some(({ policyMode }) => policyMode === 'default')

/** Whether the modes of directives that two servers report mean the same. */
export const canCompareModes = (here: Comparable, there: Comparable): boolean =>
  reportsOwnModes(here) === reportsOwnModes(there)

/** One part before and after, in words. */
interface Change {
  readonly field: string
  readonly before: string
  readonly after: string
}

type Row = readonly [field: string, of: (side: Comparable) => string]

const rows: readonly Row[] = [
  ['Name', ({ rule }) => rule.displayName],
  ['Enabled', ({ rule }) => (rule.enabled ? 'yes' : 'no')],
  ['Status', ({ rule }) => statusOf(rule) || 'not said'],
  ['Mode', ({ rule }) => rule.policyMode ?? 'not said'],
  ['Applies to', ({ rule, groups }) => targetWords(rule.targets, groups)],
  ['Directives', (side) => named(side).join(', ') || 'none'],
  ['Tags', ({ rule }) => tagWords(rule.tags).join(', ') || 'none'],
  ['Short description', ({ rule }) => rule.shortDescription || 'none'],
  ['Long description', ({ rule }) => rule.longDescription || 'none'],
]

const named = ({ rule, directives }: Comparable): readonly string[] =>
  rule.directives.map((id) => directives.get(id)?.name ?? id).sort((a, b) => a.localeCompare(b, 'en'))

/** Where two rules differ, in words: `before` is here and `after` there; the modes of directives that both have are in it if
 * they can be compared. */
export const ruleDifferences = (here: Comparable, there: Comparable): readonly Change[] =>
  [...rows, ...(canCompareModes(here, there) ? modes(here, there) : [])].flatMap(([field, of]) => {
    const [before, after] = [of(here), of(there)]
    return before === after ? [] : [{ field, before, after }]
  })

const modes = (here: Comparable, there: Comparable): readonly Row[] =>
  named(here)
    .filter((name) => named(there).includes(name))
    .map((name) => [
      `Mode of ${name}`,
      ({ rule, directives }) => {
        const id = rule.directives.find((one) => directives.get(one)?.name === name)
        return (id && directives.get(id)?.policyMode) || 'not said'
      },
    ])
