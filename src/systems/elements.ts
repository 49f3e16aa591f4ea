import { setImmediate as breathe } from 'node:timers/promises'
import type { At } from './list-path.ts'
import { createSplitter, type Remainder } from './splitter.ts'

// Measured: a document of 173 MB then blocks the event loop for less than 50 ms, also on a machine that is busy (`npm run
// bench -- fleet`).
const holdMs = 8

/** Yields to the event loop if this turn was long enough. */
export type Turn = () => Promise<void>

/** Shared by all concurrent reads: ten answers together must not block the loop ten times as long. */
export const createTurn = (): Turn => {
  let since = performance.now()
  let next: Promise<void> | undefined
  return async () => {
    while (performance.now() - since >= holdMs) {
      next ??= breathe().then(() => {
        since = performance.now()
        next = undefined
      })
      await next
    }
  }
}

/**
 * The elements of the lists, parsed one by one, yielding to the event loop every 8 ms; and at the end the rest of the
 * document.
 */
export async function* elementsOf(
  chunks: AsyncIterable<Uint8Array>,
  at: At,
  bytes: number,
  turn: Turn = createTurn(),
): AsyncGenerator<unknown, Remainder, undefined> {
  const splitter = createSplitter(at, bytes)
  for await (const chunk of chunks) {
    for (const element of splitter.push(chunk)) {
      yield element
      await turn()
    }
    await turn()
  }
  return splitter.end()
}
