import { UserError } from '../errors.ts'
import { closePending, due, getProposal, type Proposal, takeEnded, takeUnknown } from '../store/proposals.ts'
import { followChange } from './follow.ts'
import type { Intent } from './intent.ts'
import { intentOf } from './intent.ts'
import type { Means } from './means.ts'
import { dueReminders, remind } from './remind.ts'
import { settleClaim } from './settle.ts'
import { nothingSent, outOfSight, verdictOf } from './verdict.ts'

/**
 * Brings every proposal that time has overtaken to a true state: expired ones, claims of a process that is gone, and
 * unknown outcomes and changes that await validation, if they are due. Any replica may do it at any time; it reads and records, and never sends. `turned`
 * hears of each proposal that is done with: a system may take long to answer for one.
 */
export const sweep = async (given: Means, turned: () => void = () => {}): Promise<void> => {
  // A process that slept beyond its lease may sweep its own claim while its confirmation goes on: each has its own hold.
  const means = { ...given, replica: given.world.ids.id() }
  const { store, world, replica } = means
  const now = () => world.clock.now()
  const { expired, ended, unknown, followed } = await due(store.db, now())
  const each = async (id: string, work: () => Promise<void>) => {
    await alone(means, id, work)
    turned()
  }
  for (const id of expired) await each(id, () => expire(means, id))
  for (const id of ended) await each(id, async () => conclude(means, await takeEnded(store, id, replica, now())))
  for (const id of unknown) await each(id, async () => conclude(means, await takeUnknown(store, id, replica, now())))
  for (const id of followed) await each(id, () => followChange(means, id))
  for (const id of await dueReminders(store.db, now())) await each(id, () => remind(means, id))
}

/** One proposal that cannot be swept must not keep the others from it. */
const alone = async ({ world }: Means, proposal: string, work: () => Promise<void>): Promise<void> => {
  try {
    await work()
  } catch (error) {
    world.log.error('sweep', { proposal }, error)
  }
}

const expire = async ({ store, world }: Means, id: string): Promise<void> => {
  const now = world.clock.now()
  const result = JSON.stringify({ sentence: 'Nobody confirmed it in time. Nothing was written.' })
  await store.transaction(async (tx) => {
    if (await closePending(tx, id, { outcome: 'expired', result, now }))
      await store.audit.append(tx, 'expired', { proposal: id })
  })
}

const conclude = async (means: Means, row: Proposal | undefined): Promise<void> => {
  if (!row) return
  if (row.stage === 'claimed') {
    await settleClaim(
      means,
      row,
      nothingSent('the bot was stopped between the confirmation and the request. Ask again.'),
    )
    return
  }
  const intent: Intent | undefined = await intentOf(means, row).catch((error: unknown) => {
    if (error instanceof UserError) return undefined
    throw error
  })
  await settleClaim(means, row, intent ? await verdictOf(means, row, intent) : outOfSight(means, row))
}

/** Expires one proposal whose time is over, without waiting for the sweep. */
export const expireIfDue = async (means: Means, id: string): Promise<void> => {
  const row = await getProposal(means.store.db, id)
  if (row?.stage === 'pending' && row.expires_at <= means.world.clock.now()) await expire(means, id)
}
