import { setImmediate } from 'node:timers/promises'

/** Counts how often the event loop has looked for what came in, until it is stopped. */
export const countTurns = () => {
  let turns = 0
  let isOver = false
  const counting = (async () => {
    while (!isOver) {
      await setImmediate()
      turns += 1
    }
  })()
  return {
    turns: () => turns,
    stop: async () => {
      isOver = true
      await counting
    },
  }
}
