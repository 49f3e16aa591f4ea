/** Signals that arrive within so many milliseconds of the first are the same one: npm passes on what a terminal sent to both. */
const sameMs = 1_000

/** Resolves when this process is told to stop; if told again after a second, it ends at once. */
export const untilSignal = (): Promise<void> =>
  new Promise((resolve) => {
    const signals = ['SIGINT', 'SIGTERM'] as const
    let timer: NodeJS.Timeout | undefined
    const told = () => {
      resolve()
      timer ??= setTimeout(() => {
        for (const signal of signals) process.off(signal, told)
      }, sameMs).unref()
    }
    for (const signal of signals) process.on(signal, told)
  })
