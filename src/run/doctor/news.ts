import { daysLeft, steps } from './expiry.ts'
import type { Finding } from './finding.ts'

/** What was last posted about each finding, by its id. */
export type ReportedFindings = Readonly<
  Record<string, Pick<Finding, 'check' | 'about' | 'says'> & { readonly mark: string }>
>

/** What to post now, and everything that will have been posted then. */
export interface News {
  /** Findings that are new, or that say something else than before. */
  readonly worse: readonly Finding[]
  /** Findings that were posted and are gone. */
  readonly mended: readonly Pick<Finding, 'about' | 'says'>[]
  readonly told: ReportedFindings
}

/** What is posted about a finding: its level and, if it expires, the last step that was reached. */
const markOf = ({ level, until }: Finding, now: number): string => {
  const days = until === undefined ? undefined : daysLeft(until, now)
  const step = days === undefined ? undefined : steps.findLast((one) => days < one)
  return step === undefined ? level : `${level} ${step}`
}

/**
 * The difference to what was posted: each finding once, once more at each step towards its expiry, and when it is fixed.
 * A finding that does not come up any more is fixed, unless something else in its check is wrong, which may hide it.
 */
export const newsOf = (findings: readonly Finding[], told: ReportedFindings, now: number): News => {
  const bad = findings.filter(({ level }) => level !== 'ok')
  const isFine = (id: string) => findings.some((one) => one.id === id && one.level === 'ok')
  const isGone = (id: string, check: string) => {
    const same = findings.filter((one) => one.check === check)
    return same.length > 0 && same.every((one) => one.id !== id && one.level !== 'wrong')
  }
  const before = Object.entries(told)
  const ended = before.filter(([id, { check }]) => isFine(id) || isGone(id, check))
  const rest = before.filter((one) => !ended.includes(one))
  const marked = bad.map((one) => {
    const { id, check, about, says } = one
    return [id, { check, about, says, mark: markOf(one, now) }] as const
  })
  return {
    worse: bad.filter((one) => told[one.id]?.mark !== markOf(one, now)),
    mended: ended.map(([id, { about, says }]) => ({
      about,
      says: findings.find((one) => one.id === id)?.says ?? `No more: “${says}”`,
    })),
    told: { ...Object.fromEntries(rest), ...Object.fromEntries(marked) },
  }
}
