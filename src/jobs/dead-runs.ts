import type { Outbox } from '../outbox/outbox.ts'
import { type Principal, slackUser } from '../policy/person.ts'
import type { Context } from '../run/context.ts'
import { postOf, say } from '../store/posts.ts'
import { dropRun, endLeases, endRun, type Run, takeDeadRuns } from '../store/runs.ts'
import { type Job, usualMs } from './job.ts'
import { lostWork } from './lost-work.ts'

/**
 * Goes on with what was asked while the bot was stopped, or its database was unavailable, if that goes on elsewhere; and
 * notifies the people whose question or press was lost.
 */
export const deadRunsJob = (
  context: Context,
  { outbox: { wake }, takeUp }: { readonly outbox: Pick<Outbox, 'wake'>; takeUp(run: Run): void },
): Job => {
  const { db, engine } = context.store
  // Only one bot works on a SQLite file: when it starts, no other process works on the runs that are still open.
  let isAlone = engine === 'sqlite'
  return {
    name: 'dead runs',
    every: usualMs,
    turn: async () => {
      if (isAlone) await endLeases(db)
      isAlone = false
      await settleDeadRuns(context, takeUp)
      wake()
    },
  }
}

const settleDeadRuns = async ({ store, world, replica }: Context, takeUp: (run: Run) => void): Promise<void> => {
  const now = world.clock.now()
  for (const run of await takeDeadRuns(store, replica, now)) {
    if (run.resume !== null) {
      takeUp(run)
      continue
    }
    const post = await postOf(store.db, run.id)
    const user = slackUser(JSON.parse(run.principal) as Principal)
    const message = await lostWork(store, run)
    await store.transaction(async (tx) => {
      if (!(await endRun(tx, run.id, { ending: 'failed', next: message?.next ?? [] }, now))) return
      const isPress = run.press !== null
      // A press is no line that somebody typed.
      if (isPress) await dropRun(tx, run.id)
      // A proposal was stored, and its message exists.
      if (user === undefined || message === undefined || post?.proposal) return
      const conversation = post ? { channel: post.channel } : { channel: user }
      await say(tx, { id: run.id, ...conversation, ...(!isPress && { run: run.id }), message }, now)
    })
    world.log.warn('run.lost', { run: run.id })
  }
}
