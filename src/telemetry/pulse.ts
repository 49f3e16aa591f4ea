import { type Clock, type Loop, loops } from '../world.ts'

/**
 * How long a loop may take for one turn, in milliseconds. The longest turn is right where it is slow: a sweep looks at
 * systems that answer after a minute each, and says so after each proposal; a database that is away ends every query
 * within a minute. What has not turned for so long hangs, and a restart is worth it.
 */
export const stalledMs = 10 * 60_000

/** When each loop of this process last turned. */
export interface Pulse {
  /** A loop turned; the first time it has begun. */
  turned(loop: Loop): void
  /** Milliseconds since each loop that has begun last turned. */
  ages(): readonly { readonly loop: Loop; readonly ms: number }[]
  /** The loops that hang. */
  stalled(): readonly Loop[]
}

/** No loop has started yet, so none hangs: before Slack has identified the bot there is nothing to do. */
export const createPulse = (clock: Clock): Pulse => {
  const last = new Map<Loop, number>()
  const ages = () => {
    const now = clock.now()
    return loops.flatMap((loop) => {
      const at = last.get(loop)
      return at === undefined ? [] : [{ loop, ms: Math.max(0, now - at) }]
    })
  }
  return {
    turned: (loop) => void last.set(loop, clock.now()),
    ages,
    stalled: () => ages().flatMap(({ loop, ms }) => (ms > stalledMs ? [loop] : [])),
  }
}
