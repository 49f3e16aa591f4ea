import type { ReachUnit } from '../reach.ts'
import { type ApprovalEntry, isAbout, type Write } from './people.ts'
import { listed } from './scope-words.ts'

/** So many approvals, always or only from a reach or for tags. */
export type ApprovalsAsked = Pick<ApprovalEntry, 'people' | 'when'>

/** What the entries ask of the writes of a scope on a connection, fewest approvals first; nothing that a stricter one covers. */
export const approvalsAsked = (
  entries: readonly ApprovalEntry[],
  write: Pick<Write, 'scope' | 'connection'>,
): readonly ApprovalsAsked[] => {
  const strictest = entries
    .filter((entry) => entry.people > 1 && isAbout(entry, write))
    .sort((a, b) => b.people - a.people)
  const asked: ApprovalsAsked[] = []
  let reach = Number.POSITIVE_INFINITY
  const tags = new Set<string>()
  for (const [people, same] of Map.groupBy(strictest, (entry) => entry.people)) {
    if (same.some(({ when }) => when === undefined)) return [{ people }, ...asked]
    const from = Math.min(...same.map(({ when }) => when?.reach ?? Number.POSITIVE_INFINITY))
    const more = new Set(same.flatMap(({ when }) => when?.tags ?? []).filter((tag) => !tags.has(tag)))
    if (from < reach || more.size > 0) {
      const when = { ...(from < reach && { reach: from }), ...(more.size > 0 && { tags: [...more] }) }
      asked.unshift({ people, when })
    }
    reach = Math.min(reach, from)
    for (const tag of more) tags.add(tag)
  }
  return asked
}

/** When that is, as it appears after “Needs 2 approvals”, with a space before it; empty for always. */
export const whenAsked = ({ when }: ApprovalsAsked, { one, many }: ReachUnit): string => {
  if (when === undefined) return ''
  const { reach, tags } = when
  const from = reach === undefined ? [] : [`from ${reach} ${reach === 1 ? one : many}`]
  const tagged = tags === undefined ? [] : [`if it affects an object tagged ${listed(tags, 'or')}`]
  return ` ${[...from, ...tagged].join(', or ')}`
}
