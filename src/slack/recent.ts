import type { Clock } from '../world.ts'

/** A cache of recent results; older ones are forgotten, so that it never grows beyond that. */
export interface Recent<T> {
  get(key: string): T | undefined
  set(key: string, value: T): void
  forget(key: string): void
}

/** Remembers for so many milliseconds. */
export const createRecent = <T>(clock: Clock, freshMs: number): Recent<T> => {
  const seen = new Map<string, { readonly at: number; readonly value: T }>()
  const isFresh = ({ at }: { readonly at: number }) => clock.now() - at < freshMs
  return {
    get: (key) => {
      const found = seen.get(key)
      return found && isFresh(found) ? found.value : undefined
    },
    set: (key, value) => {
      seen.delete(key)
      // The oldest come first.
      for (const [old, one] of seen) {
        if (isFresh(one)) break
        seen.delete(old)
      }
      seen.set(key, { at: clock.now(), value })
    },
    forget: (key) => void seen.delete(key),
  }
}
