import type { Principal } from '../policy/person.ts'
import { type Proposal, startSending } from '../store/proposals.ts'
import { votesOn } from '../store/votes.ts'
import type { RawInput } from '../systems/operation.ts'
import { reasonLine, signature } from './attributed.ts'
import { type Intent, operationOf } from './draft.ts'
import type { Means } from './means.ts'
import { settleClaim } from './settle.ts'
import { nothingSent, type Sent, verdictOf } from './verdict.ts'

const named = (principal: string): string => signature(JSON.parse(principal) as Principal)

/** The one request: the call as it was shown, and beside it who stands behind it and why. */
const inputOf = async ({ store }: Means, row: Proposal, { connection, command }: Intent): Promise<RawInput> => {
  const voters = (await votesOn(store.db, row.id)).map(({ principal }) => named(principal))
  const act = {
    proposal: row.id,
    reason: row.reason === null ? undefined : reasonLine(row.reason),
    requester: named(row.requester),
    voters,
  }
  const call = JSON.parse(row.call) as RawInput
  return { ...call, ...connection.system.protocol.attribute?.(operationOf(command), act) }
}

/** From a claim that is ours to its outcome: commits that it is being sent, sends once, looks, records. */
export const carryOut = async (means: Means, row: Proposal, intent: Intent): Promise<void> => {
  const { store, world, replica } = means
  const operation = operationOf(intent.command)
  const input = await inputOf(means, row, intent)
  const { digest } = intent.connection.request(operation, input)
  await world.faults.at('sending:before')
  const sentAt = world.clock.now()
  const approval = await startSending(store, { id: row.id, by: replica, now: sentAt, scope: operation.scope, digest })
  if (!approval) {
    await settleClaim(
      means,
      row,
      nothingSent('this took too long between the confirmation and the request. Ask again.'),
    )
    return
  }
  await world.faults.at('sending:committed')
  await world.faults.at('request:before')
  const sent: Sent = await intent.connection.write(operation, input, approval).then(
    (answer) => ({ answer }),
    (error: unknown) => ({ error }),
  )
  if ('error' in sent) world.log.warn('write', { proposal: row.id, connection: row.connection }, sent.error)
  await world.faults.at('request:after')
  await settleClaim(means, row, await verdictOf(means, { ...row, sent_at: sentAt }, intent, sent))
}
