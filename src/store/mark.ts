import { AsyncLocalStorage } from 'node:async_hooks'
import type { TransactionMark } from '../world.ts'

/** A mark on everything that `work` awaits, and on nothing that runs concurrently. */
export const createTransactionMark = (): TransactionMark => {
  const inside = new AsyncLocalStorage<true>()
  return {
    run: (work) => inside.run(true, work),
    active: () => inside.getStore() === true,
  }
}
