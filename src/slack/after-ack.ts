import { setImmediate, setTimeout } from 'node:timers/promises'

/** How long nothing has come when work begins, in milliseconds. */
const calmMs = 2
/** How long it is put off at most. */
const mostMs = 250

/**
 * Puts off what follows an acknowledgement while others wait for theirs; each call resolves when its work may begin.
 * One begins each time that the event loop has looked for requests, because a commit on SQLite holds it.
 */
export const createAfterAck = (): (() => Promise<void>) => {
  let latest = 0
  let turn = Promise.resolve()
  const calm = async (since: number): Promise<void> => {
    await setImmediate()
    while (performance.now() < Math.min(latest + calmMs, since + mostMs)) await setTimeout(1)
  }
  return () => {
    const since = performance.now()
    latest = since
    turn = turn.then(() => calm(since))
    return turn
  }
}
