import { monitorEventLoopDelay } from 'node:perf_hooks'

/** What a bot says of itself when it is asked, its garbage collected first. */
export interface Probed {
  readonly heapMiB: number
  /** How long the event loop was held, in milliseconds, 99 times out of 100, since its start. */
  readonly delayP99Ms: number
  /** What keeps it busy: sockets, timers. */
  readonly resources: number
}

// Loaded into each bot of the soak, which knows nothing of it.
const delay = monitorEventLoopDelay({ resolution: 10 })
delay.enable()
process.on('message', () => {
  delay.disable()
  globalThis.gc?.()
  delay.enable()
  const probed: Probed = {
    heapMiB: process.memoryUsage().heapUsed / 2 ** 20,
    delayP99Ms: delay.percentile(99) / 1e6,
    resources: process.getActiveResourcesInfo().length,
  }
  process.send?.(probed)
})
process.channel?.unref()
