import type { Principal } from '../policy/person.ts'
import { slackUser } from '../policy/person.ts'
import { type Resumable, resumeRead } from '../run/resumable.ts'
import { forgetRows } from '../store/forget-tables.ts'
import { postOf } from '../store/posts.ts'
import { leaveRun, type Run } from '../store/runs.ts'
import { countEnded, takeRowsOf } from './answer.ts'
import type { SlackContext } from './context.ts'
import { finish } from './finish.ts'
import { goesOn } from './goes-on.ts'
import { createProgress } from './progress.ts'

/**
 * Takes up a run that another process began and that goes on elsewhere: in the same message, with the rights that whoever
 * asked has now. The run must have been taken by this process.
 */
export const takeUp = async (slack: SlackContext, row: Run): Promise<void> => {
  const { context, live, places, ending } = slack
  const principal = JSON.parse(row.principal) as Principal
  const user = slackUser(principal)
  if (row.resume === null || user === undefined || row.channel === null) return
  const over = new AbortController()
  live.set(row.id, over)
  try {
    const channel = row.channel
    const standing = await places.standing(channel)
    const { thread } = row
    const running = {
      user,
      channel,
      ...(thread && { thread }),
      line: row.line,
      run: row.id,
      standing,
      elsewhere: { is: row.resume },
      over,
    }
    // What the other process stored of its rows is not whole.
    await forgetRows(context.store, row.id)
    const post = await postOf(context.store.db, row.id)
    const posted = post && { channel: post.channel, ...(post.thread && { thread: post.thread }) }
    const progress = createProgress(slack, running, posted)
    const question = { principal, channel, line: row.line, takeRows: takeRowsOf(slack, running) }
    const until = AbortSignal.any([ending, over.signal])
    const steps = resumeRead(context, JSON.parse(row.resume) as Resumable, question, until)
    let step = await steps.next()
    while (!step.done) {
      await goesOn(slack, running, step.value)
      progress.show(step.value)
      step = await steps.next()
    }
    await progress.stop()
    const reply = step.value
    // Somebody stopped it.
    if (over.signal.aborted) return
    // It is looked for again: by this process, or by another one if this one ends.
    if (!reply || (ending.aborted && reply.ending !== 'done')) {
      await leaveRun(context.store.db, row.id, context.replica)
      return
    }
    await finish(slack, running, reply, progress.posted())
    countEnded(slack, row.started_at, reply)
  } catch (error) {
    context.world.log.error('run.resume', { run: row.id }, error)
  } finally {
    live.delete(row.id)
  }
}
