import { z } from 'zod'
import { reachOf } from './reach.ts'
import type { ChangeRequest, Rule } from './shapes/index.ts'
import { Target } from './shapes/index.ts'
import { isChange, sidesOf } from './shapes/request.ts'
import { type Fleet, mentions, nodesOf } from './targets.ts'

/** The ids of what a change request changes; null where that is not told of each. */
export const objectsOf = ({ changes }: ChangeRequest): readonly string[] | null => {
  if (!changes) return null
  const ids = Object.values(changes).flatMap((all) => all.map(({ id }) => id))
  return ids.length > 0 && ids.every((id) => id !== undefined) ? ids : null
}

/** The nodes that a change request reaches, before and after it; null where that cannot be told. */
export const reachOfRequest = (
  { changes }: ChangeRequest,
  rules: readonly Rule[],
  fleet: Fleet,
): ReadonlySet<string> | null => {
  if (!changes || changes.parameters.length > 0) return null
  const found = new Set<string>()
  const add = (ids: ReadonlySet<string> | null | undefined) => {
    for (const id of ids ?? []) found.add(id)
    return ids !== null && ids !== undefined
  }
  const known = [
    ...changes.rules.flatMap(({ change }) =>
      sidesOf(change.targets).map((side) => {
        const targets = z.array(Target).safeParse(side)
        return targets.success && add(nodesOf(targets.data, fleet))
      }),
    ),
    ...changes.directives.map(
      ({ id }) =>
        id !== undefined &&
        add(
          reachOf(
            rules.filter(({ directives }) => directives.includes(id)),
            fleet,
          ),
        ),
    ),
    ...changes.groups.flatMap(({ id, change }) => [
      // Whom it would hold then is known to the server alone.
      ![change.query, change.dynamic, change.enabled].some(isChange),
      ...sidesOf(change.nodeIds).map((side) => {
        const ids = z.array(z.string()).safeParse(side)
        return ids.success && add(new Set(ids.data))
      }),
      id !== undefined &&
        add(
          reachOf(
            rules.filter(({ targets }) => mentions(targets, `group:${id}`)),
            fleet,
          ),
        ),
    ]),
  ]
  return known.every(Boolean) ? found : null
}
