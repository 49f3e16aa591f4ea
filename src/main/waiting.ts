import type { Context } from '../run/context.ts'
import { withTimeout } from '../run/timeout.ts'
import { lackedBy } from '../store/facts.ts'
import type { Trouble } from '../store/trouble.ts'

/** How long the database may take to say that it is there, in milliseconds. */
const limitMs = 3_000

interface Parts {
  readonly context: Pick<Context, 'store' | 'world'>
  /** Why nothing can be taken from Slack now; undefined if it can. */
  readonly slackWaits: () => string | undefined
  readonly isStopping: () => boolean
}

const troubled: Readonly<Record<Trouble, string>> = {
  away: 'the database does not answer',
  full: 'the disk of the database is full',
  'read-only': 'the database is read-only',
}

/**
 * What keeps this replica from taking deliveries, in words; never throws, and takes 3 seconds at most. A system that is
 * down is not a reason: the bot tells people so when they ask, and has to be up for that.
 */
export const createWaiting =
  ({ context: { store, world }, slackWaits, isStopping }: Parts) =>
  async (): Promise<readonly string[]> => {
    // Reported while the listener is still open, so that a load balancer removes it before it closes.
    if (isStopping()) return ['is stopping']
    const slack = slackWaits()
    const lacks = await withTimeout(world.clock, limitMs, lackedBy(store)).catch(() => undefined)
    const trouble = lacks === undefined ? 'away' : store.writes.trouble()
    return [
      ...(slack === undefined ? [] : [slack]),
      ...(trouble === undefined ? [] : [troubled[trouble]]),
      ...(lacks?.length ? [`the database lacks ${lacks.join(', ')}: restart one replica`] : []),
    ]
  }
