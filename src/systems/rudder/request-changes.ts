import { z } from 'zod'
import { reachOf } from './reach.ts'
import type { ChangeRequest, Rule } from './shapes/index.ts'
import { Target } from './shapes/index.ts'
import { type Fleet, nodesOf } from './targets.ts'

type Changes = NonNullable<ChangeRequest['changes']>
type Changed = Changes['rules'][number]

const sides = (value: unknown): readonly unknown[] =>
  typeof value === 'object' && value !== null && 'from' in value && 'to' in value ? [value.from, value.to] : [value]

const inWords = (value: unknown): string => {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  if (typeof value === 'string') return value || 'nothing'
  if (Array.isArray(value)) return value.length === 1 ? '1 entry' : `${value.length} entries`
  return value === undefined || value === null ? 'nothing' : 'changed'
}

/** `displayName` as `Display name`. */
const label = (key: string) => {
  const spaced = key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return spaced.charAt(0).toUpperCase() + spaced.slice(1)
}

const nameOf = ({ id, change }: Changed) =>
  String(sides(change.displayName ?? change.name ?? id ?? 'without a name')[0])

/** What a change request changes, an object each: `modify rule “X”`, and of what changes the old and the new. */
export const changesIn = ({ changes }: ChangeRequest): { readonly name: string; readonly text: string }[] => {
  const of = (kind: string, all: readonly Changed[]) =>
    all.map((one) => ({
      name: `${one.action} ${kind} “${nameOf(one)}”`,
      text:
        Object.entries(one.change)
          .filter(([, value]) => sides(value).length === 2)
          .map(([key, value]) => `${label(key)}: ${sides(value).map(inWords).join(' → ')}`)
          .join('; ') || (one.action === 'modify' ? 'what it changes is not shown here: it may be secret' : ''),
    }))
  if (!changes) return []
  const { rules, directives, groups, parameters } = changes
  return [
    ...of('rule', rules),
    ...of('directive', directives),
    ...of('group', groups),
    ...of('global property', parameters),
  ]
}

/** How many nodes a change request reaches, before and after it; null where that cannot be told. */
export const reachOfRequest = ({ changes }: ChangeRequest, rules: readonly Rule[], fleet: Fleet): number | null => {
  if (!changes || changes.parameters.length > 0) return null
  const found = new Set<string>()
  const add = (ids: ReadonlySet<string> | null | undefined) => {
    for (const id of ids ?? []) found.add(id)
    return ids !== null && ids !== undefined
  }
  const known = [
    ...changes.rules.flatMap(({ change }) =>
      sides(change.targets).map((side) => {
        const targets = z.array(Target).safeParse(side)
        return targets.success && add(nodesOf(targets.data, fleet))
      }),
    ),
    ...changes.directives.map(({ id }) =>
      id === undefined
        ? false
        : add(
            reachOf(
              rules.filter(({ directives }) => directives.includes(id)),
              fleet,
            ),
          ),
    ),
    ...changes.groups.flatMap(({ id, change }) => [
      ...sides(change.nodeIds).map((side) => {
        const ids = z.array(z.string()).safeParse(side)
        return ids.success && add(new Set(ids.data))
      }),
      add(
        reachOf(
          rules.filter(({ targets }) => JSON.stringify(targets).includes(`"group:${id}"`)),
          fleet,
        ),
      ),
    ]),
  ]
  return known.every(Boolean) ? found.size : null
}
