import { expect, test } from 'vitest'
import type { Store } from '../../src/store/db.ts'
import { lock, locksNow, unlock } from '../../src/store/locks.ts'
import { eachEngine } from './engines.ts'

const connection = 'rudder/prod'
const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** The lock of a connection, if any. */
const locked = async (db: Parameters<typeof locksNow>[0], id: string) =>
  (await locksNow(db)).find((one) => one.connection === id)

const lockIt = (store: Store) =>
  store.transaction(async (tx) => {
    const fresh = await lock(tx, { connection, by: 'ann@example.org', reason: 'incident', at: 5 })
    if (fresh) await store.audit.append(tx, 'lock', { connection })
    return fresh
  })

/** A claim as the executor makes it: it looks at the lock, thinks, and puts the attempt on the record. */
const claim = (store: Store, think: () => Promise<unknown>) =>
  store.transaction(async (tx) => {
    if ((await locked(tx, connection)) !== undefined) return false
    await think()
    await store.audit.append(tx, 'attempt', { connection })
    return true
  })

eachEngine((engine) => {
  test('locks once, says by whom, and unlocks', async () => {
    const store = await engine.open()
    expect(await locked(store.db, connection)).toBeUndefined()
    expect([await lockIt(store), await lockIt(store)]).toEqual([true, false])
    const row = { connection, by: 'ann@example.org', reason: 'incident', at: 5 }
    expect(await locked(store.db, connection)).toEqual(row)
    expect(await store.transaction((tx) => locked(tx, connection))).toEqual(row)
    expect(await locked(store.db, 'rudder/staging')).toBeUndefined()
    const open = () => store.transaction((tx) => unlock(tx, [connection]))
    expect([await open(), await open()]).toEqual([[connection], []])
    expect(await locked(store.db, connection)).toBeUndefined()
  })

  test('looking at a lock leaves the chain as it was', async () => {
    const store = await engine.open()
    await lockIt(store)
    const head = await store.audit.head()
    await store.transaction((tx) => locked(tx, connection))
    expect(await store.audit.head()).toEqual(head)
    expect(await store.audit.verify()).toMatchObject({ ok: true, rows: 1 })
  })

  test('a lock waits for a claim that has looked already, and stops the next one', async () => {
    const database = await engine.fresh()
    const [one, two] = [await database.open(), await database.open()]
    const order: string[] = []
    let looked = () => {}
    const hasLooked = new Promise<void>((resolve) => {
      looked = resolve
    })
    const claiming = claim(one, async () => {
      looked()
      await sleep(100)
      order.push('claim')
    })
    await hasLooked
    const locking = lockIt(two).then(() => order.push('lock'))
    expect(await claiming).toBe(true)
    await locking
    expect(order).toEqual(['claim', 'lock'])
    expect(await claim(one, async () => {})).toBe(false)
  })

  test('no claim follows a lock, whoever is quicker', async () => {
    const database = await engine.fresh()
    const stores = [await database.open(), await database.open()]
    for (let round = 0; round < 5; round++) {
      const claims = Array.from({ length: 8 }, (_, index) =>
        claim(stores[index % 2] as Store, () => sleep(Math.random() * 4)),
      )
      const locking = sleep(round * 4).then(() => lockIt(stores[1] as Store))
      const late = locking.then(() => claim(stores[0] as Store, async () => {}))
      const [, last] = [await Promise.all(claims), await late]
      expect(last).toBe(false)
      const [newest] = (await stores[0]?.audit.recent(1)) ?? []
      expect(newest?.kind).toBe('lock')
      await stores[0]?.transaction((tx) => unlock(tx, [connection]))
    }
  })
})
