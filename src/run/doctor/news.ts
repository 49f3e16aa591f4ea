import { daysLeft, steps } from './expiry.ts'
import type { Finding } from './finding.ts'

/** What was said of which finding, by its id. */
export type ReportedFindings = Readonly<
  Record<string, Pick<Finding, 'check' | 'about' | 'says'> & { readonly mark: string }>
>

/** What has to be told now, and what will have been told then. */
export interface News {
  /** Findings that are new, or of which something else is said than before. */
  readonly worse: readonly Finding[]
  /** What was told, and is so no more. */
  readonly mended: readonly Pick<Finding, 'about' | 'says'>[]
  readonly told: ReportedFindings
}

/** What is said of a finding: its level, and of what ends the last step that was reached. */
const markOf = ({ level, until }: Finding, now: number): string => {
  const days = until === undefined ? undefined : daysLeft(until, now)
  const step = days === undefined ? undefined : steps.findLast((one) => days < one)
  return step === undefined ? level : `${level} ${step}`
}

/**
 * The difference to what was told: each finding once, once more at each step towards its end, and when it is mended.
 * What is not found any more is mended, unless something else of its check is wrong: that may hide it.
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
