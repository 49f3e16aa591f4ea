import { z } from 'zod'
import { UserError } from '../../../errors.ts'
import { reachOf } from '../groups/reach.ts'
import { type Fleet, targetWords } from '../groups/targets.ts'
import type { Group, Rule, Target } from '../shapes/index.ts'

/** Something with its name, as it appears in the state of a write. */
export const Named = z.object({ id: z.string(), name: z.string() })
export type Named = z.output<typeof Named>

/** What a rule includes and excludes: simple targets with their words. */
export const AppliesTo = z.object({ targets: z.array(Named), except: z.array(Named) })
export type AppliesTo = z.output<typeof AppliesTo>

/** In the order of their names, each once. */
export const byNames = (all: readonly Named[]): Named[] =>
  [...new Map(all.map((one) => [one.id, one])).values()].sort(
    (a, b) => a.name.localeCompare(b.name, 'en') || (a.id < b.id ? -1 : 1),
  )

/** A top-level target as a list of simple ones; undefined if it is composed further. */
const flat = (target: Target): string[] | undefined => {
  if (typeof target === 'string') return [target]
  // The API reads `and` as a union when it is written, so several under it can't be written back.
  const isUnion = 'or' in target || ('and' in target && target.and.length < 2)
  const inner = !isUnion ? undefined : 'or' in target ? target.or : target.and
  const all = inner?.map(flat)
  return all?.includes(undefined) ? undefined : all?.flatMap((one) => one ?? [])
}

/**
 * The targets of a rule as Rudder writes them back, by their ids: one include and one exclude. UserError if writing them so
 * would change their meaning: an exception of one of several would become an exception of all.
 */
export const appliesTo = (targets: readonly Target[]): AppliesTo => {
  const sides = targets.map((target) => {
    const apart = typeof target === 'object' && 'include' in target ? target : { include: target, exclude: { or: [] } }
    return { include: flat(apart.include), exclude: flat(apart.exclude) }
  })
  const isComposed = sides.some(({ include, exclude }) => !include || !exclude)
  if (isComposed || (sides.length > 1 && sides.some(({ exclude }) => exclude && exclude.length > 0)))
    throw new UserError(
      "The targets of this rule can only be changed in Rudder: they combine groups with “and”, or with several exceptions, and Rudder's API can't keep that. “/rudder rule <rule>” shows them.",
    )
  const named = (ids: readonly string[]) => byNames(ids.map((id) => ({ id, name: id })))
  return {
    targets: named(sides.flatMap(({ include }) => include ?? [])),
    except: named(sides.flatMap(({ exclude }) => exclude ?? [])),
  }
}

/** The same with the names of its groups. */
export const withNames = ({ targets, except }: AppliesTo, groups: readonly Group[]): AppliesTo => {
  const named = (all: readonly Named[]) => byNames(all.map(({ id }) => ({ id, name: targetWords([id], groups) })))
  return { targets: named(targets), except: named(except) }
}

/** What a rule applies to, as it is sent. */
export const targetsOf = ({ targets, except }: AppliesTo): Target[] => [
  { include: { or: targets.map(({ id }) => id) }, exclude: { or: except.map(({ id }) => id) } },
]

/**
 * The nodes that a rule has only because of this one of its targets, the same number whether it is added or
 * removed; null if that isn't known.
 */
export const broughtBy = (
  target: Named,
  rule: Rule,
  { targets, except }: AppliesTo,
  fleet: Fleet,
): ReadonlySet<string> | null => {
  const others = targets.filter(({ id }) => id !== target.id)
  const reached = (all: Named[]) => reachOf([{ ...rule, targets: targetsOf({ targets: all, except }) }], fleet)
  const [beside, without] = [reached([...others, target]), reached(others)]
  return beside && without && beside.difference(without)
}
