import { AsyncLocalStorage } from 'node:async_hooks'
import type { TransactionMark } from '../world.ts'

/** A mark that follows everything awaited by `work`, and nothing that runs beside it. */
export const createTransactionMark = (): TransactionMark => {
  const inside = new AsyncLocalStorage<true>()
  return {
    run: (work) => inside.run(true, work),
    active: () => inside.getStore() === true,
  }
}
