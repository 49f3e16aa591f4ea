import { dueFor, type PostJob } from '../store/post-lease.ts'
import type { Post } from '../store/posts.ts'
import type { OutboxContext } from './context.ts'
import type { Delivery } from './delivery.ts'
import { createPace } from './pace.ts'
import { runPostJob } from './post-job.ts'

/** Posts messages to Slack once and in order, and edits them to their newest version. */
export interface Outbox {
  /** There is a new message: check now. */
  wake(): void
  /** Sends all that is due, until nothing more can be sent now. */
  deliver(): Promise<void>
  /** Delivers until the signal is aborted, then waits for the calls in progress. */
  run(signal: AbortSignal): Promise<void>
}

/** How many conversations are served at once. */
const most = 8
/** How often it checks for new messages unasked, in milliseconds. */
const lookMs = 1_000
/** How long a post is left alone after an error of our own, in milliseconds. */
const restMs = 5_000

/** What an outbox is made with; `turned` is called at each turn of its loop. */
type Given = Omit<OutboxContext, 'gate' | 'pace' | 'delivery'> & {
  readonly turned?: () => void
  /** `once` if absent. */
  readonly delivery?: Delivery
}

/** The outbox of one process; any number of them may work on one database. */
export const createOutbox = ({ turned, delivery = { how: 'once' }, ...given }: Given): Outbox => {
  const context: OutboxContext = { ...given, delivery, gate: { editsFrom: 0, looksFrom: 0 }, pace: createPace() }
  const { store, world } = context
  const inFlight = new Map<string, Promise<void>>()
  const resting = new Map<string, number>()
  let changes = 0
  let wakeLoop = (): void => {}
  let woken = Promise.resolve()
  const wake = (): void => {
    changes += 1
    wakeLoop()
    woken = new Promise((resolve) => {
      wakeLoop = resolve
    })
  }
  wake()

  const start = (job: PostJob, post: Post): void => {
    const one = runPostJob[job](context, post)
      .catch((error: unknown) => {
        world.log.error('outbox', { post: post.id, job }, error)
        resting.set(post.id, world.clock.now() + restMs)
      })
      .finally(() => {
        inFlight.delete(post.id)
        wake()
      })
    inFlight.set(post.id, one)
  }

  const fill = async (signal?: AbortSignal): Promise<void> => {
    const now = world.clock.now()
    for (const [id, until] of resting) if (until <= now) resting.delete(id)
    const found: { job: PostJob; post: Post }[] = []
    const edits = now < context.gate.editsFrom ? [] : (['edit', 'again'] as const)
    const looks = now < context.gate.looksFrom ? [] : (['look'] as const)
    for (const job of ['post', ...edits, ...looks, 'tell'] as const) {
      const not = job === 'post' ? context.pace.waiting(now) : []
      for (const post of await dueFor(store.db, job, now, not)) found.push({ job, post })
    }
    for (const { job, post } of found.sort((a, b) => a.post.due_at - b.post.due_at)) {
      if (inFlight.size >= most || signal?.aborted) return
      if (!inFlight.has(post.id) && !resting.has(post.id)) start(job, post)
    }
  }

  return {
    wake,
    deliver: async () => {
      for (;;) {
        const [before, heard] = [changes, woken]
        await fill()
        if (inFlight.size === 0 && changes === before) return
        await (changes === before ? heard : undefined)
      }
    },
    run: async (signal) => {
      while (!signal.aborted) {
        turned?.()
        const heard = woken
        await fill(signal).catch((error: unknown) => world.log.error('outbox.look', {}, error))
        await napUntil(heard, signal)
      }
      await Promise.all(inFlight.values())
    },
  }

  async function napUntil(heard: Promise<void>, signal: AbortSignal): Promise<void> {
    const nap = new AbortController()
    const end = () => nap.abort()
    signal.addEventListener('abort', end, { once: true })
    if (signal.aborted) end()
    const ms = context.pace.nextIn(world.clock.now(), lookMs)
    await Promise.race([heard, world.clock.sleep(ms, nap.signal).catch(() => {})])
    signal.removeEventListener('abort', end)
    end()
  }
}
