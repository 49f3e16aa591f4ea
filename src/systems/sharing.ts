/** Work that is done once for all callers that want the same at the same time. */
export interface Sharing {
  /** The result of `work`, or of the same work that is already running; its signal is aborted when nobody wants it any more. */
  share<T>(key: string, work: (signal: AbortSignal) => Promise<T>, signal?: AbortSignal): Promise<T>
  /** Shares no running work with callers from now on. */
  forget(): void
}

interface Shared {
  readonly result: Promise<unknown>
  readonly nobody: AbortController
  wanted: number
}

/** Keeps nothing: once the work has ended, the next caller starts it again. */
export const createSharing = (): Sharing => {
  const inFlight = new Map<string, Shared>()

  const begin = (key: string, work: (signal: AbortSignal) => Promise<unknown>): Shared => {
    const nobody = new AbortController()
    const result = work(nobody.signal)
    const shared = { result, nobody, wanted: 0 }
    inFlight.set(key, shared)
    const end = () => drop(key, shared)
    result.then(end, end)
    return shared
  }
  const drop = (key: string, shared: Shared): void => {
    if (inFlight.get(key) === shared) inFlight.delete(key)
  }

  return {
    share: async <T>(key: string, work: (signal: AbortSignal) => Promise<T>, signal?: AbortSignal): Promise<T> => {
      signal?.throwIfAborted()
      const shared = inFlight.get(key) ?? begin(key, work)
      shared.wanted += 1
      try {
        return (await unlessAborted(shared.result, signal)) as T
      } finally {
        shared.wanted -= 1
        if (shared.wanted === 0) {
          drop(key, shared)
          shared.nobody.abort(signal?.reason)
        }
      }
    },
    forget: () => inFlight.clear(),
  }
}

const unlessAborted = (work: Promise<unknown>, signal: AbortSignal | undefined): Promise<unknown> => {
  if (!signal) return work
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason)
    signal.addEventListener('abort', abort)
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}
