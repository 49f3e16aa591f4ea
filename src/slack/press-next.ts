import type { Ending } from '../run/reply.ts'
import { lineOnWatch, linesFor } from '../run/watching/press-alert.ts'
import { getRun } from '../store/runs.ts'
import { answerAgain } from './answer.ts'
import type { SlackContext } from './context.ts'
import { type ReplyRoute, tell } from './tell.ts'

/** Runs the line of a button as the person who pressed it; the button carries only the id of its run, or of its alert. */
export const pressNext = async (slack: SlackContext, back: ReplyRoute, run: string, at: number): Promise<Ending> => {
  const row = await getRun(slack.context.store.db, run)
  const lines = row ? (JSON.parse(row.next) as readonly string[]) : await linesFor(slack.context, run)
  return answerLine(slack, back, lines?.[at])
}

/** Runs what the menu of an alert offers to do to its watch, as the person who chose it. */
export const pressOnWatch = async (
  slack: SlackContext,
  back: ReplyRoute,
  does: Parameters<typeof lineOnWatch>[1],
  alert: string,
): Promise<Ending> => answerLine(slack, back, await lineOnWatch(slack.context, does, alert))

const answerLine = async (slack: SlackContext, back: ReplyRoute, line: string | undefined): Promise<Ending> => {
  if (line !== undefined) return answerAgain(slack, { ...back, run: undefined, line })
  await tell(slack, back, {
    tone: 'error',
    title: 'This button is too old to know what it stood for. Type the line again.',
  })
  return 'usage'
}
