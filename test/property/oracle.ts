import { nodesOf } from 'local-rudder'
import { resultOf } from '../../src/run/result.ts'
import type { Proposal } from '../../src/store/proposals.ts'
import { cast, counted, humans, operators, type Who } from './cast.ts'
import { type Ledger, must } from './ledger.ts'
import type { Stage } from './stage.ts'
import type { Act } from './steps.ts'
import { unreadable, type Weather } from './weather.ts'
import { nameIn, reached, standing, stands, subjectOf, type Wish } from './wishes.ts'

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

/** Whether it can be asked for: what is changed or copied is there, and what is made is not. */
const isPossible = (stage: Stage, { wish, rule }: Wish): boolean => {
  const found = stage.rule(rule)
  const name = nameIn({ wish, rule })
  if (wish === 'enable' || wish === 'disable') return found?.enabled === (wish === 'disable')
  if (wish === 'delete') return found !== undefined
  if (wish === 'group') return stage.rudder.state.groups.every(({ displayName }) => displayName !== name)
  return stage.rule(name) === undefined && (wish === 'create' || found !== undefined)
}

/** How many people it needs; a rule that is off reaches nobody, so nobody loses it. */
const peopleFor = (stage: Stage, { wish, rule: name }: Wish): number => {
  const rule = stage.rule(name)
  const counts = wish === 'enable' || wish === 'disable' || (wish === 'delete' && rule?.enabled)
  return rule && counts ? stage.people(rule) : 1
}

const sent = ({ stage, weather }: Moment, row: Proposal): string => {
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
    case 'lost, now':
    case 'write answer cut':
    case 'write answered by a proxy':
      return validating(stage) && subjectOf(row).held ? 'awaiting validation' : 'unknown'
    default:
      return validating(stage) && subjectOf(row).held ? 'awaiting validation' : 'applied'
  }
}

/** The stage or outcome of a proposal after one confirmation. */
export const confirmed = (moment: Moment, row: Proposal, who: Who): string => {
  const { ledger, now, weather } = moment
  if (row.stage !== 'pending') return row.outcome ?? row.stage
  if (now >= row.expires_at) return 'expired'
  if (!may(moment, who) || (who === 'root' && row.people > 1) || unreadable.includes(weather)) return 'pending'
  if (!stands(moment.stage, row) || !reasoned(moment.stage, row.reason)) return 'stale'
  if (ledger.locked) return 'pending'
  if (!may(moment, whoIs(row.requester))) return 'refused'
  const kept = ledger.votes.filter(({ proposal, principal }) => proposal === row.id && may(moment, whoIs(principal)))
  const behind = new Set([...kept.map(({ human }) => human), humans[who]])
  if (row.people > 1 && counted.includes(row.requester_human)) behind.add(row.requester_human)
  return behind.size < row.people ? 'pending' : sent(moment, row)
}

/** What must be seen of a change that awaited validation; while that is switched off, nothing. */
const followed = ({ rudder: { state } }: Stage, row: Proposal): string => {
  const request = state.changeRequests.find(({ displayName }) => displayName === `Coxswain ${row.id}`)
  if (state.settings.enable_change_request !== true) return 'awaiting validation'
  if (request?.status === 'Deployed') return 'applied'
  return request?.status === 'Cancelled' ? 'failed' : 'awaiting validation'
}

/** What a proposal must be after a sweep. */
const swept = ({ stage, now }: Moment, row: Proposal): string => {
  if (row.stage === 'pending') return row.expires_at <= now ? 'expired' : 'pending'
  const ended = row.stage !== 'done' && (row.lease_until ?? 0) <= now
  if (row.follow_at !== null && row.follow_at <= now) return followed(stage, row)
  const due = row.outcome === 'unknown' && row.look_at !== null && row.look_at <= now
  if (!ended && !due) return row.outcome ?? row.stage
  if (row.stage === 'claimed') return 'failed'
  const { key, after } = subjectOf(row)
  const request = stage.rudder.state.changeRequests.find(({ displayName }) => displayName === `Coxswain ${row.id}`)
  const status = validating(stage) ? (request?.status ?? '') : ''
  if (/^Pending/.test(status)) return 'awaiting validation'
  const isOurs = status === 'Deployed' || resultOf(row).answered === true
  return isOurs && standing(stage.rudder.state, key) === after ? 'applied' : 'unknown'
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
    const people = peopleFor(stage, act.wish)
    const possible = isPossible(stage, act.wish) && reasoned(stage, act.because ? reason : null)
    const shown = !blind && operators.includes(act.who) && possible
    return (after) => {
      must(fresh(after) === (shown ? 1 : 0), `asked: ${fresh(after)} proposals, not ${Number(shown)}`)
      const row = after.proposals.at(-1)
      must(!shown || row?.people === people, `${row?.people} people, not ${people}`)
    }
  }
  if (act.act === 'undo' && about) {
    const { key, after: left } = subjectOf(about)
    const isUndoable = /rule (en|dis)able$/.test(about.command)
    const young = about.decided_at !== null && moment.now < about.decided_at + 24 * 60 * 60_000
    const mine =
      isUndoable && about.outcome === 'applied' && about.undoes === null && young && operators.includes(act.who)
    const { state } = stage.rudder
    const rule = state.rules.find(({ id }) => key === `rule ${id}`)
    // Other targets are another reach here, and what a change relied on must be as it was.
    const isAsLeft =
      standing(state, key) === left && rule !== undefined && nodesOf(state, rule.targets).size === reached(about)
    const shown = !blind && mine && isAsLeft && reasoned(stage, about.reason)
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
