import { UserError } from '../errors.ts'
import { closePending, due, getProposal, type Proposal, takeEnded, takeUnknown } from '../store/proposals.ts'
import type { Context } from './context.ts'
import { followChange } from './follow-change.ts'
import type { Intent } from './intent.ts'
import { intentOf } from './intent.ts'
import { settleClaim } from './settle.ts'
import { nothingSent, outOfSight, verdictOf } from './verdict.ts'

/**
 * Brings every overdue proposal to its true state: expired ones, claims of a process that is gone, and unknown outcomes and
 * changes that await validation, if they are due. Any replica may do it at any time; it reads and records, and never sends.
 * `turned` is called after each proposal, because a system may take long to answer for one.
 */
export const sweep = async (given: Context, turned: () => void = () => {}): Promise<void> => {
  // A process that slept beyond its lease may sweep its own claim while its confirmation goes on, so each has an owner of
  // its own.
  const context = { ...given, replica: given.world.ids.id() }
  const { store, world, replica } = context
  const now = () => world.clock.now()
  const { expired, ended, unknown, followed } = await due(store.db, now())
  const each = async (id: string, work: () => Promise<void>) => {
    await alone(context, id, work)
    turned()
  }
  for (const id of expired) await each(id, () => expire(context, id))
  for (const id of ended) await each(id, async () => conclude(context, await takeEnded(store, id, replica, now())))
  for (const id of unknown) await each(id, async () => conclude(context, await takeUnknown(store, id, replica, now())))
  for (const id of followed) await each(id, () => followChange(context, id))
}

/** One proposal that cannot be swept must not block the others. */
const alone = async ({ world }: Context, proposal: string, work: () => Promise<void>): Promise<void> => {
  try {
    await world.log.during({ proposal }, work)
  } catch (error) {
    world.log.error('sweep', { proposal }, error)
  }
}

const expire = async ({ store, world }: Context, id: string): Promise<void> => {
  const now = world.clock.now()
  const result = JSON.stringify({ sentence: 'Nobody confirmed it in time. Nothing was written.' })
  await store.transaction(async (tx) => {
    if (await closePending(tx, id, { outcome: 'expired', result, now }))
      await store.audit.append(tx, 'expired', { proposal: id })
  })
}

const conclude = async (context: Context, row: Proposal | undefined): Promise<void> => {
  if (!row) return
  if (row.stage === 'claimed') {
    await settleClaim(
      context,
      row,
      nothingSent('the bot was stopped between the confirmation and the request. Ask again.'),
    )
    return
  }
  const intent: Intent | undefined = await intentOf(context, row).catch((error: unknown) => {
    if (error instanceof UserError) return undefined
    throw error
  })
  await settleClaim(context, row, intent ? await verdictOf(context, row, intent) : outOfSight(context, row))
}

/** Expires one proposal whose time is over, without waiting for the sweep. */
export const expireIfDue = async (context: Context, id: string): Promise<void> => {
  const row = await getProposal(context.store.db, id)
  if (row?.stage === 'pending' && row.expires_at <= context.world.clock.now()) await expire(context, id)
}
