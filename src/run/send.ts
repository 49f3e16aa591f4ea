import { isGone, SystemError, UserError } from '../errors.ts'
import type { Principal } from '../policy/person.ts'
import { type Proposal, startSending } from '../store/proposals.ts'
import { votesOn } from '../store/votes.ts'
import type { RawInput } from '../systems/operation.ts'
import { ReadTooOld } from '../systems/read-too-old.ts'
import { reasonLine, signature } from './attributed.ts'
import type { Context } from './context.ts'
import { type Draft, operationOf } from './draft.ts'
import { sentenceOf } from './explain.ts'
import type { Intent, ObservedState } from './intent.ts'
import { readState, unchanged } from './read-state.ts'
import { settleClaim } from './settle.ts'
import { endStale } from './stale.ts'
import { nothingSent, verdictOf, type WriteResponse } from './verdict.ts'

/** How old the answer of the last read may be when the request starts, in milliseconds. */
const freshMs = 2_000
/** How many times it is read before the bot gives up because it takes too long. */
const maxReads = 4

const named = (principal: string): string => signature(JSON.parse(principal) as Principal)

/** The one request: the call as it was shown, with who requested and approved it and why. */
const inputOf = async ({ store }: Context, row: Proposal, { connection, command }: Intent): Promise<RawInput> => {
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

/**
 * The last read: the object once more, by a request of its own. The time when its answer came, if everything is as it was
 * when it was planned; undefined if not, and then the claim is ended with the outcome that nothing was sent.
 */
const lastRead = async (
  context: Context,
  row: Proposal,
  intent: Intent,
  planned: ObservedState,
): Promise<number | undefined> => {
  const { store, world } = context
  let now: ObservedState | undefined
  try {
    now = await readState(intent, store)
  } catch (error) {
    if (error instanceof SystemError && !isGone(error)) {
      world.log.warn('look', { proposal: row.id }, error)
      await settleClaim(context, row, nothingSent(sentenceOf(error, intent.connection.system)))
      return undefined
    }
    if (!(error instanceof UserError || isGone(error))) throw error
  }
  if (now && unchanged(planned, now)) return world.clock.now()
  await endStale(context, row, intent)
  return undefined
}

/**
 * From this process's claim to its outcome: reads the object once more, commits that it is being sent, sends once, reads back,
 * and records. If the object is not as planned for, nothing is sent.
 */
export const carryOut = async (context: Context, row: Proposal, intent: Intent, planned: Draft): Promise<void> => {
  const { store, world, replica } = context
  const operation = operationOf(intent.command)
  const input = await inputOf(context, row, intent)
  const { digest } = intent.connection.request(operation, input)
  const seen = { state: planned.before, preconditions: planned.preconditions }
  await world.faults.at('reread:before')
  let readAt = await lastRead(context, row, intent, seen)
  if (readAt === undefined) return
  await world.faults.at('reread:after')
  await world.faults.at('sending:before')
  const sentAt = world.clock.now()
  const permit = await startSending(store, { id: row.id, by: replica, now: sentAt, scope: operation.scope, digest })
  if (!permit) {
    await settleClaim(
      context,
      row,
      nothingSent('this took too long between the confirmation and the request. Ask again.'),
    )
    return
  }
  await world.faults.at('sending:committed')
  await world.faults.at('request:before')
  const send = (notAfter: number): Promise<WriteResponse> =>
    intent.connection.write(operation, input, permit, notAfter).then(
      (answer) => ({ answer }),
      (error: unknown) => ({ error }),
    )
  let sent = await send(readAt + freshMs)
  for (let reads = 1; isTooLate(sent); reads += 1) {
    if (reads === maxReads) {
      const why = 'between the last read and the request too much time passed, each time. Ask again.'
      return void (await settleClaim(context, row, nothingSent(why)))
    }
    readAt = await lastRead(context, row, intent, seen)
    if (readAt === undefined) return
    sent = await send(readAt + freshMs)
  }
  if ('error' in sent) world.log.warn('write', { proposal: row.id, connection: row.connection }, sent.error)
  await world.faults.at('request:after')
  await settleClaim(context, row, await verdictOf(context, { ...row, sent_at: sentAt }, intent, sent))
}

const isTooLate = (sent: WriteResponse): boolean => 'error' in sent && sent.error instanceof ReadTooOld
