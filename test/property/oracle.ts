import { nodesOf } from '../../src/playground/rudder/targets.ts'
import type { Proposal } from '../../src/store/proposals.ts'
import { cast, counted, humans, operators, type Who } from './cast.ts'
import { type Ledger, must, subjectOf } from './ledger.ts'
import type { Stage } from './stage.ts'
import type { Act } from './steps.ts'
import { unreadable, type Weather } from './weather.ts'

/** What must be known to tell what one act alone leads to. */
export interface Moment {
  readonly stage: Stage
  readonly ledger: Ledger
  /** By the clock of the replica that is asked. */
  readonly now: number
  readonly weather: Weather
  readonly demoted: ReadonlySet<Who>
}

const whoIs = (principal: string): Who => {
  const { id } = JSON.parse(principal) as { id: string }
  const found = (Object.keys(cast) as Who[]).find((who) => cast[who].id === id)
  must(found, `${id} is nobody`)
  return found
}

const may = ({ demoted }: Moment, who: Who) => operators.includes(who) && !demoted.has(who)
const validating = ({ rudder }: Stage) => rudder.state.settings.enable_change_request === true
const reasoned = ({ rudder }: Stage, reason: string | null) =>
  rudder.state.settings.mandatory_change_message !== true || (reason ?? '').length >= 5

/** True if what a proposal showed is what would be shown now. */
const standing = ({ stage }: Moment, row: Proposal): boolean => {
  const { ruleId, before } = subjectOf(row)
  const rule = stage.ruleOf(ruleId)
  if (rule?.enabled !== before || !reasoned(stage, row.reason)) return false
  // Here the number of nodes tells the targets: a rule that reaches others is not what was shown.
  return nodesOf(stage.rudder.state, rule.targets).size === (JSON.parse(row.impact) as { nodes: number }).nodes
}

const sent = ({ stage, weather }: Moment): string => {
  switch (weather) {
    case 'write token expired':
      return 'failed'
    case 'lost, never':
    case 'lost, late':
    case 'lost and gone':
    case 'writes 503':
    case 'write answer garbage':
    case 'write reset':
      return 'unknown'
    default:
      return validating(stage) ? 'awaiting validation' : 'applied'
  }
}

/** The stage or outcome of a proposal after one confirmation. */
export const confirmed = (moment: Moment, row: Proposal, who: Who): string => {
  const { ledger, now, weather } = moment
  if (row.stage !== 'pending') return row.outcome ?? row.stage
  if (now >= row.expires_at) return 'expired'
  if (!may(moment, who) || (who === 'root' && row.people > 1) || unreadable.includes(weather)) return 'pending'
  if (!standing(moment, row)) return 'stale'
  if (ledger.locked) return 'pending'
  if (!may(moment, whoIs(row.requester))) return 'refused'
  const kept = ledger.votes.filter(({ proposal, principal }) => proposal === row.id && may(moment, whoIs(principal)))
  const behind = new Set([...kept.map(({ human }) => human), humans[who]])
  if (row.people > 1 && counted.includes(row.requester_human)) behind.add(row.requester_human)
  return behind.size < row.people ? 'pending' : sent(moment)
}

/** What a proposal must be after a sweep. */
const swept = ({ stage, now }: Moment, row: Proposal): string => {
  if (row.stage === 'pending') return row.expires_at <= now ? 'expired' : 'pending'
  const ended = row.stage !== 'done' && (row.lease_until ?? 0) <= now
  const due = row.outcome === 'unknown' && row.look_at !== null && row.look_at <= now
  if (!ended && !due) return row.outcome ?? row.stage
  if (row.stage === 'claimed') return 'failed'
  const { ruleId, after } = subjectOf(row)
  const open = stage.rudder.state.changeRequests.some(
    ({ displayName, status }) => displayName === `Coxswain ${row.id}` && /^Pending/.test(status),
  )
  if (open && validating(stage)) return 'awaiting validation'
  return stage.ruleOf(ruleId)?.enabled === after ? 'applied' : 'unknown'
}

/** Checks what one act alone has led to, where nothing else was under way and the replica could ask. */
export const foretell = (moment: Moment, act: Act, about: Proposal | undefined): ((after: Ledger) => void) => {
  const { stage, ledger, weather } = moment
  const find = ({ proposals }: Ledger, row: Proposal) => {
    const found = proposals.find(({ id }) => id === row.id)
    return found?.outcome ?? found?.stage
  }
  const fresh = (after: Ledger) => after.proposals.length - ledger.proposals.length
  const blind = unreadable.includes(weather)
  if (act.act === 'confirm' && about) {
    const expected = confirmed(moment, about, act.who)
    return (after) => must(find(after, about) === expected, `${about.id}: ${find(after, about)}, not ${expected}`)
  }
  if (act.act === 'ask') {
    const rule = stage.rule(act.rule)
    const people = rule && stage.people(rule)
    const shown =
      !blind &&
      operators.includes(act.who) &&
      rule?.enabled === !act.enable &&
      reasoned(stage, act.because ? reason : null)
    return (after) => {
      must(fresh(after) === (shown ? 1 : 0), `asked: ${fresh(after)} proposals, not ${Number(shown)}`)
      const row = after.proposals.at(-1)
      must(!shown || row?.people === people, `${row?.people} people, not ${people}`)
    }
  }
  if (act.act === 'undo' && about) {
    const { ruleId, after: left } = subjectOf(about)
    const young = about.decided_at !== null && moment.now < about.decided_at + 24 * 60 * 60_000
    const mine = about.outcome === 'applied' && about.undoes === null && young && operators.includes(act.who)
    const shown = !blind && mine && stage.ruleOf(ruleId)?.enabled === left && reasoned(stage, about.reason)
    return (after) => must(fresh(after) === (shown ? 1 : 0), `undo: ${fresh(after)} proposals, not ${Number(shown)}`)
  }
  if (act.act === 'sweep' && !blind) {
    const expected = ledger.proposals.map((row) => ({ row, is: swept(moment, row) }))
    return (after) => {
      for (const { row, is } of expected)
        must(find(after, row) === is, `swept ${row.id}: ${find(after, row)}, not ${is}`)
    }
  }
  return () => {}
}

/** The reason that is given where one is. */
export const reason = 'it is in the way'
