import { setImmediate, setTimeout } from 'node:timers/promises'

/** How long no request must have come before work starts, in milliseconds. */
const calmMs = 2
/** How long it is delayed at most. */
const mostMs = 250

/**
 * Delays the work after an acknowledgement while other requests wait for theirs; each call resolves when its work may start.
 * One starts each time that the event loop has checked for requests, because a commit on SQLite blocks it.
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
