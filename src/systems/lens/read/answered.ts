import { z } from 'zod'
import { FailedError } from '../../../errors.ts'
import type { Clock } from '../../../world.ts'
import { type Asked, untilAnswered } from './waiting.ts'

/** A wait as it is stored, to go on with it after a restart: the line itself is asked again, and Lens knows it. */
const StoredWait = z.object({ since: z.number() })

/** What somebody is asked before the waiting ends. */
const stop = {
  label: 'Stop waiting',
  title: 'Stop waiting?',
  text: 'Only the waiting here ends. Lens may go on with the query: it can’t be cancelled there.',
}

/** What is known once nobody waits any more. */
export const stopped =
  'Lens may still be working on the query: it can’t be cancelled there. Send the same line later to get its answer.'

/** What a command that waits is given. */
export interface WaitContext {
  readonly clock: Clock
  readonly signal: AbortSignal
  /** What the last step said before a restart. */
  readonly resume?: unknown
}

interface Waiting extends WaitContext {
  /** `12 s` */
  inWords(ms: number): string
}

/**
 * Waits for the answer to a request, with what is shown in the meantime. Throws FailedError once the budget is used up,
 * whatever `ask` throws if asking again doesn't help, and the signal's reason.
 */
export async function* answered<T>(ask: () => Promise<Asked<T>>, { clock, signal, resume, inWords }: Waiting) {
  const since = resume === undefined ? clock.now() : StoredWait.parse(resume).since
  const step = (forMs: number) => ({
    progress: forMs < 1_000 ? 'Waiting for Lens' : `Waiting for Lens: ${inWords(Math.floor(forMs / 1_000) * 1_000)}`,
    resume: { since },
    stop,
  })
  // Lens may hold even the first answer back for a long time.
  yield { ...step(clock.now() - since), isAsking: true as const }
  const waiting = untilAnswered(ask, { clock, signal, since })
  let next = await waiting.next()
  for (; !next.done; next = await waiting.next()) yield step(next.value.forMs)
  if (next.value !== undefined) return next.value
  throw new FailedError(
    'I stopped waiting, but Lens is still working on the query. Send the same line later to get its answer.',
    { ending: 'unknown' },
  )
}
