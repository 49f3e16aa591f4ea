import { RefusedError } from '../errors.ts'
import { explain } from '../run/explain.ts'
import type { Ending } from '../run/reply.ts'
import { stopRead } from '../run/stop-read.ts'
import { getRun } from '../store/runs.ts'
import type { SlackContext } from './context.ts'
import { wasStopped } from './goes-on.ts'
import { type OnTable, pressedTable } from './pressed-table.ts'
import { tell } from './tell.ts'

/**
 * Stops what a line waits for elsewhere, for somebody who may. Only that person is told what is known; the message itself
 * says what became of it once the replica that follows it has seen that. If only the waiting can be stopped, the message
 * says so at once.
 */
export const pressStop = async (slack: SlackContext, pressed: OnTable): Promise<Ending> => {
  const { context, live, outbox } = slack
  const { run, channel } = pressed
  const back = { ...pressed, run: undefined }
  try {
    const { principal } = await pressedTable(slack, pressed)
    const told = await stopRead(context, await getRun(context.store.db, run), { principal, channel })
    if (told !== undefined) await tell(slack, back, { tone: 'answer', title: told })
    else {
      live.get(run)?.abort(wasStopped)
      outbox.wake()
    }
    return 'done'
  } catch (error) {
    const { ending, message } = explain(error, context, {})
    await tell(slack, back, message)
    return error instanceof RefusedError ? 'refused' : ending
  }
}
