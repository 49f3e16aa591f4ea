import { setImmediate as breathe } from 'node:timers/promises'
import type { At } from './list-path.ts'
import { createSplitter, type Remainder } from './splitter.ts'

// Measured: a document of 173 MB then holds the event loop for less than 50 ms, also on a machine that is busy (`npm run bench -- fleet`).
const holdMs = 8

/** Waits for the next turn of the event loop where this one was long enough. */
export type Turn = () => Promise<void>

/** One for all that is read at the same time: ten answers together must not hold the loop ten times as long. */
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

/** The elements of the lists, parsed one by one, letting the event loop turn every 8 ms; and at the end what was beside them. */
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
