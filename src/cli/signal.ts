/** Signals within so many milliseconds of the first are the same one: npm passes on what a terminal has sent to both. */
const sameMs = 1_000

/**
 * Resolves with the signal when this process is told to stop; with another signal after a second, it ends at once. SIGHUP
 * stops it too, which a terminal sends as it closes, unless `reload` is called for it.
 */
export const untilSignal = (reload?: () => void): Promise<string> =>
  new Promise((resolve) => {
    const signals = ['SIGINT', 'SIGTERM', ...(reload ? [] : (['SIGHUP'] as const))] as const
    let isTold = false
    const told = (signal: string) => {
      if (isTold) return
      isTold = true
      resolve(signal)
      setTimeout(() => {
        for (const signal of signals) process.off(signal, told)
      }, sameMs).unref()
    }
    for (const signal of signals) process.on(signal, told)
    if (reload) process.on('SIGHUP', reload)
  })
