import { RefusedError, UserError } from '../errors.ts'
import { explain } from '../run/explain.ts'
import type { Ending } from '../run/reply.ts'
import { type Resumable, stopRead } from '../run/resumable.ts'
import { getRun } from '../store/runs.ts'
import type { SlackContext } from './context.ts'
import { type OnTable, pressedTable } from './pressed-table.ts'
import { tell } from './tell.ts'

/**
 * Stops what a line waits for elsewhere, for somebody who may. Only that person is told what is known; the message itself
 * says what became of it once the replica that follows it has seen that.
 */
export const pressStop = async (slack: SlackContext, pressed: OnTable): Promise<Ending> => {
  const { context } = slack
  const { run, channel } = pressed
  const back = { ...pressed, run: undefined }
  try {
    const { principal } = await pressedTable(slack, pressed)
    const row = await getRun(context.store.db, run)
    if (row?.resume == null) throw new UserError('It is over already: nothing was stopped.')
    const where = row.channel ?? channel
    const told = await stopRead(context, run, JSON.parse(row.resume) as Resumable, { principal, channel: where })
    await tell(slack, back, { tone: 'answer', title: told })
    return 'done'
  } catch (error) {
    const { ending, message } = explain(error, context, {})
    await tell(slack, back, message)
    return error instanceof RefusedError ? 'refused' : ending
  }
}
