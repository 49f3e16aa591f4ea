import type { Proposal } from '../../src/store/proposals.ts'
import { counted, humans, operators } from './cast.ts'
import { type Entry, type Ledger, must } from './ledger.ts'

interface Course {
  readonly voters: Set<string>
  attempted: boolean
  closed: string | undefined
  outcome: string | undefined
}

const voting = operators.map((who) => humans[who])

/** Reads the audit chain from its beginning, as the rules of a write have it; throws at the first act against them. */
export const checkRecord = ({ audit, proposals, votes }: Ledger): void => {
  const rows = new Map(proposals.map((row) => [row.id, row]))
  const courses = new Map<string, Course>()
  let locked = false
  for (const entry of audit) {
    const id = entry.payload.proposal
    if (entry.kind === 'lock') locked = true
    if (entry.kind === 'unlock') locked = false
    const row = id === undefined ? undefined : rows.get(id)
    if (!row) continue
    const course = courses.get(row.id) ?? { voters: new Set(), attempted: false, closed: undefined, outcome: undefined }
    courses.set(row.id, course)
    follow(entry, row, course, locked)
  }
  for (const { proposal, human } of votes) {
    must(courses.get(proposal)?.voters.has(human), `a vote of ${human} counts that is not on the record`)
  }
  for (const row of proposals) {
    const course = courses.get(row.id)
    must(course, `${row.id} is not on the record`)
    const open = row.stage === 'claimed' || row.stage === 'sending'
    must(course.attempted || !open, `${row.id} is ${row.stage} and no attempt is on the record`)
    must(
      row.outcome === (course.outcome ?? course.closed ?? null),
      `${row.id} is ${row.outcome}, and the record differs`,
    )
  }
}

const follow = (entry: Entry, row: Proposal, course: Course, locked: boolean): void => {
  const { kind, at, payload } = entry
  const which = `${row.id} (audit #${entry.seq})`
  const open = () => must(!course.attempted && !course.closed, `${kind} on ${which}, which is decided already`)
  switch (kind) {
    case 'vote':
      open()
      must(!locked, `a vote on ${which} counted while writes were locked`)
      must(voting.includes(payload.human ?? ''), `${payload.human} may not confirm, and it counted on ${which}`)
      must(at < row.expires_at, `a vote on ${which} counted after it had expired`)
      course.voters.add(payload.human ?? '')
      return
    case 'attempt': {
      open()
      must(!locked, `${which} was claimed while writes were locked`)
      must(at < row.expires_at, `${which} was claimed after it had expired`)
      const people = payload.people ?? []
      const standing = (human: string) =>
        course.voters.has(human) || (row.people > 1 && human === row.requester_human && counted.includes(human))
      must(people.every(standing), `${which} was claimed for ${people}, who do not all approve it`)
      must(new Set(people).size >= row.people, `${which} was claimed with ${people}, and ${row.people} are needed`)
      must(row.people < 2 || people.every((human) => counted.includes(human)), `${which}: ${people} do not all count`)
      must(course.voters.size > 0, `${which} was claimed without a vote`)
      course.attempted = true
      return
    }
    case 'stale':
    case 'expired':
    case 'cancelled':
      open()
      course.closed = kind
      return
    case 'refused':
      // Also the refusal of one click; only where the requester lost the right it ends the proposal.
      if (row.outcome === 'refused' && 'requester' in payload) {
        open()
        course.closed = kind
      }
      return
    case 'outcome':
      must(course.attempted && course.outcome === undefined, `a second outcome of ${which}, or one without an attempt`)
      course.outcome = payload.outcome
      return
    case 'decided':
      must(course.outcome === 'awaiting validation', `${which} was decided, and it was ${course.outcome}`)
      course.outcome = payload.outcome
      return
    case 'correction':
      must(course.outcome === 'unknown', `${which} is corrected, and it was ${course.outcome}`)
      course.outcome = payload.outcome
  }
}
