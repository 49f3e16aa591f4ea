import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { Store } from '../../src/store/db.ts'
import { testWorld } from '../world.ts'
import { eachEngine, freshDatabase } from './engines.ts'

const row = (connection: string) => ({ connection, by: 'ann', reason: null, at: 1 })
const names = async (store: Store) =>
  (await store.db.selectFrom('locks').select('connection').orderBy('connection').execute()).map(
    (lock) => lock.connection,
  )
const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

eachEngine((engine) => {
  test('commits everything and gives the answer of the work', async () => {
    const store = await engine.open()
    const answer = await store.transaction(async (tx) => {
      await tx
        .insertInto('locks')
        .values([row('a/1'), row('a/2')])
        .execute()
      return 7
    })
    expect([answer, await names(store)]).toEqual([7, ['a/1', 'a/2']])
  })

  test('rolls everything back when the work throws, the chain included', async () => {
    const store = await engine.open()
    const work = store.transaction(async (tx) => {
      await tx.insertInto('locks').values(row('a/1')).execute()
      await store.audit.append(tx, 'lock', {})
      throw new Error('no')
    })
    await expect(work).rejects.toThrow('no')
    expect([await names(store), (await store.audit.head()).seq]).toEqual([[], 0])
    await store.transaction((tx) => tx.insertInto('locks').values(row('a/2')).execute())
    expect(await names(store)).toEqual(['a/2'])
  })

  test('is marked for the transport inside, and not beside or after', async () => {
    const world = testWorld()
    const store = await engine.open(world)
    const work = store.transaction(async () => {
      await sleep(10)
      return world.transaction.active()
    })
    const beside = world.transaction.active()
    expect([await work, beside, world.transaction.active()]).toEqual([true, false, false])
  })

  test('refuses store.db and another transaction inside, instead of waiting for ever', async () => {
    const store = await engine.open()
    await expect(store.transaction(() => store.db.selectFrom('locks').selectAll().execute())).rejects.toThrow(
      /transaction/,
    )
    await expect(store.transaction(() => sql`select 1`.execute(store.db))).rejects.toThrow(/transaction/)
    await expect(store.transaction(() => store.transaction(async () => 1))).rejects.toThrow(/inside another/)
    expect(await names(store)).toEqual([])
  })

  test('reads and transactions of one store beside each other all come through', async () => {
    const store = await engine.open()
    const writes = Array.from({ length: 40 }, (_, index) =>
      store.transaction(async (tx) => {
        await tx
          .insertInto('locks')
          .values(row(`a/${index}`))
          .execute()
        await sleep(1)
      }),
    )
    await Promise.all([...writes, ...Array.from({ length: 40 }, () => names(store))])
    expect(await names(store)).toHaveLength(40)
  })

  test('a replica waits for another one that holds the row, and neither loses', async () => {
    const database = await engine.fresh()
    const [one, two] = [await database.open(), await database.open()]
    const count = (store: Store) =>
      store.transaction(async (tx) => {
        const head = await tx
          .updateTable('audit_head')
          .set((eb) => ({ seq: eb('seq', '+', 1) }))
          .returning('seq')
          .executeTakeFirstOrThrow()
        await sleep(5)
        return head.seq
      })
    const seen = await Promise.all(Array.from({ length: 20 }, (_, index) => count(index % 2 === 0 ? one : two)))
    expect(seen.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1))
  })

  test('a vote needs its proposal', async () => {
    const store = await engine.open()
    const vote = { proposal: 'none', human: 'ann@example.org', principal: '{}', at: 1 }
    await expect(store.transaction((tx) => tx.insertInto('votes').values(vote).execute())).rejects.toThrow(
      /foreign key/i,
    )
  })
})

test('postgres: a deadlock is run again', async () => {
  const database = await freshDatabase('postgres')
  const store = await database.open()
  await store.transaction((tx) =>
    tx
      .insertInto('locks')
      .values([row('a/1'), row('a/2')])
      .execute(),
  )
  let runs = 0
  let holding = 0
  const touch = (first: string, second: string) =>
    store.transaction(async (tx) => {
      runs++
      await tx.updateTable('locks').set({ by: first }).where('connection', '=', first).execute()
      holding++
      while (holding < 2) await sleep(1)
      await tx.updateTable('locks').set({ by: first }).where('connection', '=', second).execute()
    })
  await Promise.all([touch('a/1', 'a/2'), touch('a/2', 'a/1')])
  expect(runs).toBeGreaterThan(2)
  await database.drop()
})

test('postgres: a connection that breaks is logged and replaced', async () => {
  const world = testWorld()
  const database = await freshDatabase('postgres')
  const [store, other] = [await database.open(world), await database.open()]
  const kill = sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`
  const lent = store.transaction(async (tx) => {
    await tx.selectFrom('locks').selectAll().execute()
    await kill.execute(other.db)
    await sleep(50)
    await tx.selectFrom('locks').selectAll().execute()
  })
  await expect(lent).rejects.toThrow()
  expect(world.lines).toContainEqual(expect.objectContaining({ level: 'warn', event: 'store.connection-lost' }))
  expect(await names(store)).toEqual([])
  await kill.execute(other.db)
  await sleep(50)
  expect(await names(store)).toEqual([])
  await database.drop()
})

test('sqlite: a lock that is never released ends in an error, and the event loop stays free', async () => {
  const database = await freshDatabase('sqlite')
  const [one, two] = [await database.open(), await database.open()]
  let release = () => {}
  const held = one.transaction(
    () =>
      new Promise<void>((resolve) => {
        release = resolve
      }),
  )
  let others = 0
  const beside = setInterval(() => others++, 5)
  await expect(two.transaction(async () => {})).rejects.toThrow(/locked/)
  clearInterval(beside)
  // It looks 40 times, and between two looks something else could be done more than once.
  expect(others).toBeGreaterThan(100)
  release()
  await held
  await two.transaction(async () => {})
  await database.drop()
})

test('sqlite: the write lock is taken at the beginning, so that no work is done in vain', async () => {
  const database = await freshDatabase('sqlite')
  const stores = [await database.open(), await database.open()]
  let runs = 0
  const readThenWrite = (store: Store) =>
    store.transaction(async (tx) => {
      runs++
      const { seq } = await tx.selectFrom('audit_head').select('seq').executeTakeFirstOrThrow()
      await sleep(3)
      await tx
        .updateTable('audit_head')
        .set({ seq: seq + 1 })
        .execute()
    })
  for (let round = 0; round < 5; round++) await Promise.all(stores.map(readThenWrite))
  expect([runs, (await stores[0]?.audit.head())?.seq]).toEqual([10, 10])
  await database.drop()
})
