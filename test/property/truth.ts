import type { Proposal } from '../../src/store/proposals.ts'
import { type Ledger, must } from './ledger.ts'
import type { Stage } from './stage.ts'
import type { Arrival, Wire } from './wire.ts'
import { isFor, standing, subjectOf } from './wishes.ts'

/** How many writes met something that had changed between the last look and their arrival. */
export type Raced = number

/** Compares what went over the wire with what is stored; throws where a write was not what people confirmed. */
export const checkWrites = ({ proposals, audit }: Ledger, { arrivals }: Wire): Raced => {
  const seen = new Set<string>()
  let raced = 0
  for (const arrival of arrivals) {
    const { proposal, since, found } = arrival
    const row = proposals.find(({ id }) => id === proposal)
    must(row, `a write on the wire carries no proposal: ${arrival.request.path}`)
    must(!seen.has(proposal), `two writes for ${proposal}`)
    seen.add(proposal)
    must(since !== undefined, `a write for ${proposal}, and nobody was confirming it`)
    must(isFor(row, arrival.request), `not the call of ${proposal}`)
    const attempts = audit.filter(({ kind, payload }) => kind === 'attempt' && payload.proposal === proposal).length
    must(attempts === 1 && (arrival.attempts ?? 1) === 1, `a write for ${proposal} without its attempt on the record`)
    if (found === subjectOf(row).before) continue
    must(arrival.changedAt > since, `a write for ${proposal} on what had changed before anybody confirmed`)
    raced += 1
  }
  return raced
}

const notWritten = ['stale', 'expired', 'cancelled', 'refused']

/** Compares what is recorded of each proposal with Rudder; `before` is what was stored before the last step. */
export const checkOutcomes = (
  stage: Stage,
  now: Ledger,
  before: Ledger,
  wire: Wire,
  since: number,
  alone: boolean,
): void => {
  for (const row of now.proposals) {
    const write = wire.arrivals.find(({ proposal }) => proposal === row.id)
    const what = `${row.id} is ${row.outcome}: ${row.result}`
    if (row.stage === 'pending' || row.stage === 'claimed') must(!write, `${row.id} is ${row.stage} and was sent`)
    if (notWritten.includes(row.outcome ?? '')) must(!write, `${what}, and it was sent`)
    if (row.outcome === 'failed')
      must(!write?.request.accepted || isDeclined(stage, row), `${what}, and it was written`)
    const was = before.proposals.find(({ id }) => id === row.id)
    if (was?.outcome !== row.outcome) checkNew(stage, row, write, wire, since, alone)
  }
}

/** Its change request was declined, so nothing came of what was written. */
const isDeclined = ({ rudder }: Stage, { id }: Proposal): boolean =>
  rudder.state.changeRequests.some(
    ({ displayName, status }) => displayName === `Coxswain ${id}` && status === 'Cancelled',
  )

const checkNew = (
  stage: Stage,
  row: Proposal,
  write: Arrival | undefined,
  wire: Wire,
  since: number,
  alone: boolean,
) => {
  const what = `${row.id} is ${row.outcome}: ${row.result}`
  const { key, after, request } = subjectOf(row)
  const ours = stage.rudder.state.changeRequests.filter(({ displayName }) => displayName === `Coxswain ${row.id}`)
  must(ours.length <= 1, `${ours.length} change requests for ${row.id}`)
  const { proof } = JSON.parse(row.result ?? '{}') as { proof?: string }
  if (row.outcome === 'applied') {
    const so = alone ? standing(stage.rudder.state, key) === after : wire.was(key, after, since)
    // What was deployed may have been changed again before that was seen.
    must(so || ours.some(({ status }) => status === 'Deployed'), `${what}, and it is not so`)
    must(proof === 'answered', `${what}, and nothing proves that it is ours`)
    must(write?.request.accepted, `${what}, and it was never written`)
    const isOurs = request.method !== 'DELETE' || write?.found !== after
    must(isOurs, `${what}, and it was gone before`)
    must(!ours.some(({ status }) => status === 'Cancelled'), `${what}, and it was declined`)
  }
  if (row.outcome === 'awaiting validation') {
    const [request] = ours
    must(request, `${what}, and there is no such change request`)
    must(!alone || /^Pending/.test(request.status), `${what}, and it is ${request.status}`)
    must(row.result?.includes(`change request #${request.id}`), `${what}, and it is #${request.id}`)
  }
}
