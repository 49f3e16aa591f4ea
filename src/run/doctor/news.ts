import { daysLeft, steps } from './expiry.ts'
import type { Finding } from './finding.ts'

/** What was said of which finding, by its id. */
export type Told = Readonly<Record<string, string>>

/** What has to be told now, and what will have been told then. */
export interface News {
  /** Findings that are new, or of which something else is said than before. */
  readonly worse: readonly Finding[]
  /** Findings that were told, and are fine again. */
  readonly mended: readonly Finding[]
  readonly told: Told
}

/** What is said of a finding: its level, and of what ends the last step that was reached. */
const mark = ({ level, until }: Finding, now: number): string => {
  const days = until === undefined ? undefined : daysLeft(until, now)
  const step = days === undefined ? undefined : steps.findLast((one) => days < one)
  return step === undefined ? level : `${level} ${step}`
}

/**
 * The difference to what was told: each finding once, once more at each step towards its end, and when it is mended.
 * What could not be looked at this time is neither: its mark stays.
 */
export const newsOf = (findings: readonly Finding[], told: Told, now: number): News => {
  const bad = findings.filter(({ level }) => level !== 'ok')
  const mended = findings.filter(({ id, level }) => level === 'ok' && Object.hasOwn(told, id))
  const gone = new Set(mended.map(({ id }) => id))
  return {
    worse: bad.filter((one) => told[one.id] !== mark(one, now)),
    mended,
    told: {
      ...Object.fromEntries(Object.entries(told).filter(([id]) => !gone.has(id))),
      ...Object.fromEntries(bad.map((one) => [one.id, mark(one, now)])),
    },
  }
}
