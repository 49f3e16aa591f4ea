import { SystemError } from '../../../errors.ts'
import type { Clock } from '../../../world.ts'

/** What one request gave: an answer, or that the query still runs. */
export type Asked<T> = { readonly is: T } | 'still running'

/** What waiting takes from outside. */
export interface WaitingFor {
  readonly clock: Clock
  readonly signal: AbortSignal
  /** When the query was first asked for, in milliseconds since 1970; now if left out. */
  readonly since?: number
  /** For how long the same query is asked for, in milliseconds. */
  readonly budgetMs?: number
}

/** One step of waiting. */
export interface Wait {
  /** When the query was first asked for, in milliseconds since 1970: what a restarted bot goes on from. */
  readonly since: number
  readonly forMs: number
}

/** Lens gives up a query after ten minutes itself. */
const usualMs = 10 * 60_000
/** A server that says “wait” at once must not be asked without a pause. */
const soonMs = 1_000
const outages = 3

const isPassing = (error: unknown): boolean =>
  error instanceof SystemError && ['timeout', 'unreachable', 'unavailable'].includes(error.kind)

/**
 * Sends the same request until it is answered, yielding after each wait: Lens knows it again and doesn't run it twice.
 * Gives undefined once the budget is used up; the query then goes on in Lens. Throws what asking again doesn't help, and
 * the signal's reason.
 */
export async function* untilAnswered<T>(
  ask: () => Promise<Asked<T>>,
  { clock, signal, since = clock.now(), budgetMs = usualMs }: WaitingFor,
): AsyncGenerator<Wait, T | undefined, void> {
  let failed = 0
  for (;;) {
    signal.throwIfAborted()
    const at = clock.now()
    try {
      const asked = await ask()
      if (asked !== 'still running') return asked.is
      failed = 0
    } catch (error) {
      failed += 1
      // The first request may fail like any other; later ones are about a query that is running.
      if (!isPassing(error) || failed > outages || at === since) throw error
    }
    const forMs = clock.now() - since
    if (forMs >= budgetMs) return undefined
    yield { since, forMs }
    if (clock.now() - at < soonMs) await clock.sleep(soonMs, signal)
  }
}
