import type { World } from '../world.ts'

/** How one try ended: with a value, or with an error and whether a retry may help. */
export type Attempt<T> =
  | { readonly value: T }
  | {
      readonly error: unknown
      readonly again: boolean /** What the server asked for. */
      readonly afterMs?: number | undefined
      /** How often it may be tried in all, if not 3 times. */
      readonly tries?: number | undefined
    }

const tries = 3
const firstMs = 250
const longestMs = 20_000

/** The wait before the next try, with jitter; undefined if the server asks for more than the maximum of 20 s. */
const backOff = (done: number, afterMs: number | undefined, { ids }: World): number | undefined => {
  if ((afterMs ?? 0) > longestMs) return undefined
  const full = firstMs * 2 ** done
  return (afterMs ?? 0) + full / 2 + (full / 2) * ((ids.bytes(1)[0] ?? 0) / 255)
}

/** Tries at most 3 times; ends with the last error, or with the signal's reason when it is aborted in a wait. */
export const retrying = async <T>(
  attempt: () => Promise<Attempt<T>>,
  world: World,
  signal: AbortSignal,
): Promise<T> => {
  for (let done = 1; ; done += 1) {
    const outcome = await attempt()
    if ('value' in outcome) return outcome.value
    const wait =
      outcome.again && done < (outcome.tries ?? tries) ? backOff(done - 1, outcome.afterMs, world) : undefined
    if (wait === undefined) throw outcome.error
    await world.clock.sleep(wait, signal)
  }
}
