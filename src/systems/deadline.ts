/** A signal that ends a piece of work, after a time or when one of others is aborted; `done` must be called. */
export interface Deadline {
  readonly signal: AbortSignal
  /** True when it was the time that ended it. */
  readonly timedOut: boolean
  /** No more time limit; the other signals still count. */
  untimed(): void
  done(): void
}

/** Real time, because a socket does not know the injected clock. */
export const createDeadline = (ms: number, signals: readonly (AbortSignal | undefined)[]): Deadline => {
  const controller = new AbortController()
  const endings = signals
    .filter((signal) => signal !== undefined)
    .map((signal) => ({ signal, end: () => controller.abort(signal.reason) }))
  for (const { signal, end } of endings) {
    signal.addEventListener('abort', end)
    if (signal.aborted) end()
  }
  let timedOut = false
  const timer = setTimeout(() => {
    timedOut = !controller.signal.aborted
    controller.abort(new Error('out of time'))
  }, ms)
  return {
    signal: controller.signal,
    get timedOut() {
      return timedOut
    },
    untimed: () => clearTimeout(timer),
    done: () => {
      clearTimeout(timer)
      for (const { signal, end } of endings) signal.removeEventListener('abort', end)
    },
  }
}
