import { expect, test } from 'vitest'
import type { Store } from '../../src/store/db.ts'
import { eachEngine } from './engines.ts'

const acts = { postgres: 1000, sqlite: 100 }
const atOnce = 50

/** Appends `count` acts, fifty at a time. */
const appendMany = async (store: Store, replica: number, count: number): Promise<number[]> => {
  const seqs: number[] = []
  let next = 0
  const one = async () => {
    while (next < count) {
      const n = next++
      seqs.push(await store.transaction((tx) => store.audit.append(tx, 'vote', { replica, n })))
    }
  }
  await Promise.all(Array.from({ length: atOnce }, one))
  return seqs
}

eachEngine((engine) => {
  test('two replicas that append at once keep one chain', async () => {
    const each = acts[engine.name]
    const database = await engine.fresh()
    const stores = [await database.open(), await database.open()]
    const seqs = (await Promise.all(stores.map((store, replica) => appendMany(store, replica, each)))).flat()
    expect(seqs.sort((a, b) => a - b)).toEqual(Array.from({ length: 2 * each }, (_, index) => index + 1))
    expect(await stores[0]?.audit.verify()).toMatchObject({ ok: true, rows: 2 * each })
  })
})
