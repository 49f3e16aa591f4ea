import { firstTime } from '../store/deliveries.ts'
import { type Begun, insertRun } from '../store/runs.ts'
import type { Labels } from '../world.ts'
import type { SlackContext } from './context.ts'
import type { PayloadOrigin } from './origin.ts'

type Why = Labels<'dropped'>['why']

/** Counts what is not run, with why; a log line names no text of it. */
export const drop = ({ context: { world } }: Pick<SlackContext, 'context'>, why: Why): void => {
  world.metrics.count('dropped', { why })
  // Our own messages come back to us; that is no news.
  if (why !== 'bot') world.log.warn('dropped', { why })
}

/**
 * True for a payload of this app and this workspace that comes for the first time on any replica. The run that begins
 * with it is stored in the same moment: from here on its person is told if the bot is stopped.
 */
export const admit = async (slack: SlackContext, origin: PayloadOrigin, begun?: Begun): Promise<boolean> => {
  // Lines come in their turn, so that a press finds the database free.
  const end = begun && (await slack.admissions.take(begun.principal.id))
  try {
    return await admitted(slack, origin, begun)
  } finally {
    end?.()
  }
}

const admitted = async (
  slack: SlackContext,
  { teams, app, keys }: PayloadOrigin,
  begun: Begun | undefined,
): Promise<boolean> => {
  const ours = slack.workspace()
  const why =
    ours === undefined
      ? 'starting'
      : !teams.includes(ours.team)
        ? 'workspace'
        : app !== undefined && app !== ours.app
          ? 'app'
          : undefined
  if (why !== undefined) {
    drop(slack, why)
    return false
  }
  const { store, world } = slack.context
  const isFirst = await store.transaction(async (tx) => {
    const now = world.clock.now()
    for (const key of keys) if (!(await firstTime(tx, key, now))) return false
    if (begun) await insertRun(tx, begun, now)
    return true
  })
  if (isFirst) return true
  drop(slack, 'repeat')
  return false
}
