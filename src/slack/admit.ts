import { firstTime } from '../store/deliveries.ts'
import { type Begun, insertRun } from '../store/runs.ts'
import type { Labels } from '../world.ts'
import type { SlackContext } from './context.ts'
import type { PayloadOrigin } from './origin.ts'

type Why = Labels<'dropped'>['why']

/** Counts what is not run, by reason; its text is never logged. */
export const drop = ({ context: { world } }: Pick<SlackContext, 'context'>, why: Why): void => {
  world.metrics.count('dropped', { why })
  // Slack also sends the bot its own messages; these are ignored.
  if (why !== 'bot') world.log.warn('dropped', { why })
}

/**
 * True for a payload of this app and workspace that no replica has received before. The run that it starts
 * is stored at the same moment: from then on its person is notified if the bot is killed.
 */
export const admit = async (slack: SlackContext, origin: PayloadOrigin, begun?: Begun): Promise<boolean> => {
  // Lines are stored one at a time, so that a press finds the database free.
  const end = begun && begun.press === undefined ? await slack.admissions.take(begun.principal.id) : undefined
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
