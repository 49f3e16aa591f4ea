import type { Message } from '../message/message.ts'
import type { Doing } from '../run/doing.ts'
import { say } from '../store/posts.ts'
import { setResume } from '../store/runs.ts'
import type { SlackContext } from './context.ts'
import type { ActiveRun } from './incoming-line.ts'

/** What is being done, shown in the message that will be the answer: after half a second, then at most once a second. */
export interface ProgressMessage {
  show(doing: Doing): void
  /** Shows no more; resolves when nothing is being stored. */
  stop(): Promise<void>
  /** Where it was shown, if it was. */
  posted(): { readonly channel: string; readonly thread?: string } | undefined
}

/** How long nothing is shown, in milliseconds. */
export const firstMs = 500
/** From one that is shown to the next, in milliseconds. */
const everyMs = 1_000

export const createProgress = (
  slack: SlackContext,
  running: ActiveRun,
  posted?: ReturnType<ProgressMessage['posted']>,
): ProgressMessage => {
  const { context, outbox } = slack
  const { clock } = context.world
  const stopped = new AbortController()
  let latest: Doing | undefined
  let conversation = posted
  let shown: string | undefined

  const store = async (doing: Doing): Promise<void> => {
    const { channel, thread, user, standing, run, line } = running
    if (standing !== 'direct' && standing !== 'member' && doing.to !== 'direct') return
    conversation ??=
      doing.to === 'direct' && standing !== 'direct' ? { channel: user } : { channel, ...(thread && { thread }) }
    const message = {
      tone: 'answer' as const,
      asked: { by: '', line, user },
      title: `${doing.progress} …`,
      ...stopping(run, doing),
    }
    const place = conversation
    const resume = running.elsewhere?.is
    await context.store.transaction(async (tx) => {
      // What became of a run that is over must not be covered.
      if (resume !== undefined && !(await setResume(tx, { id: run, by: context.replica, resume }))) return
      await say(tx, { id: run, run, ...place, message }, clock.now())
    })
    outbox.wake()
  }

  const loop = async (): Promise<void> => {
    for (let ms = firstMs; !stopped.signal.aborted; ms = everyMs) {
      await clock.sleep(ms, stopped.signal)
      if (latest === undefined || latest.progress === shown) continue
      shown = latest.progress
      await store(latest)
    }
  }
  let looping: Promise<void> | undefined

  return {
    show: (doing) => {
      latest = doing
      looping ??= loop().catch((error: unknown) => {
        if (!stopped.signal.aborted) context.world.log.warn('progress', {}, error)
      })
    },
    stop: async () => {
      stopped.abort()
      await looping
    },
    posted: () => conversation,
  }
}

const stopping = (run: string, { stop }: Doing): Pick<Message, 'actions'> => {
  if (!stop) return {}
  const { label, ...dialog } = stop
  return { actions: [{ does: 'stop', proposal: run, label, dialog }] }
}
