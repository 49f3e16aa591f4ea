import type { Ending } from '../run/reply.ts'

/** What the process ends with: 0 done, 1 failed, 2 usage, 3 not confirmed, 4 refused, 5 outcome unknown. */
export const exitCodes: Readonly<Record<Ending, number>> = {
  done: 0,
  failed: 1,
  usage: 2,
  'not confirmed': 3,
  refused: 4,
  unknown: 5,
}
