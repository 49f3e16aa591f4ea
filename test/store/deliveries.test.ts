import { expect, test } from 'vitest'
import type { Store } from '../../src/store/db.ts'
import { firstTime } from '../../src/store/deliveries.ts'
import { forget } from '../../src/store/forget.ts'
import { dueFor } from '../../src/store/post-lease.ts'
import { adopt, say } from '../../src/store/posts.ts'
import { insertProposal } from '../../src/store/proposals.ts'
import { endRun, insertRun } from '../../src/store/runs.ts'
import { eachEngine } from './engines.ts'
import { proposalRow } from './proposal-row.ts'

const day = 24 * 60 * 60_000
const start = Date.UTC(2026, 10, 1)
const keep = { proposals: 365, votes: 365, runs: 30, tables: 30, refusals: 90, keys: 90 }

const idsOf = async (store: Store) => ({
  deliveries: (await store.db.selectFrom('deliveries').select('key').orderBy('key').execute()).map(({ key }) => key),
  runs: (await store.db.selectFrom('runs').select('id').orderBy('id').execute()).map(({ id }) => id),
  posts: (await store.db.selectFrom('posts').select('id').orderBy('id').execute()).map(({ id }) => id),
})

eachEngine((engine) => {
  test('a delivery is new once, however often and to whomever it comes', async () => {
    const database = await engine.fresh()
    const stores = [await database.open(), await database.open()]
    const ten = await Promise.all(
      Array.from({ length: 10 }, async (_, n) => {
        const store = stores[n % 2] as Store
        return n % 3 === 0
          ? store.transaction((tx) => firstTime(tx, 'event:Ev1', start))
          : store.transaction((tx) => firstTime(tx, 'event:Ev1', start + n))
      }),
    )
    expect(ten.filter(Boolean)).toHaveLength(1)
    expect(await firstTime(stores[0]?.db as Store['db'], 'event:Ev2', start)).toBe(true)
    expect(await firstTime(stores[1]?.db as Store['db'], 'event:Ev2', start)).toBe(false)
  })

  test('a delivery that was taken in a transaction that failed is new again', async () => {
    const store = await engine.open()
    const failing = store.transaction(async (tx) => {
      await firstTime(tx, 'event:Ev1', start)
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await firstTime(store.db, 'event:Ev1', start)).toBe(true)
  })

  test('what is no longer needed is forgotten, and nothing else', async () => {
    const store = await engine.open()
    await firstTime(store.db, 'event:old', start)
    await firstTime(store.db, 'event:new', start + 1)
    const run = { principal: { id: 'slack:U1' }, line: 'x', replica: 'one' }
    for (const id of ['ended', 'open']) await insertRun(store.db, { id, ...run }, start)
    await endRun(store.db, 'ended', { ending: 'done', next: [] }, start)
    await store.transaction(async (tx) => {
      await insertProposal(tx, proposalRow('P1'))
      await say(tx, { id: 'answer', channel: 'C1', message: { title: 'x' } }, start)
      await say(tx, { id: 'proposal', channel: 'C1', proposal: 'P1' }, start)
      await say(tx, { id: 'waits', channel: 'C1', message: { title: 'x' } }, start)
      await say(tx, { id: 'newest', channel: 'C1', message: { title: 'x' } }, start)
      await say(tx, { id: 'unsure', channel: 'C2', message: { title: 'x' } }, start)
      await say(tx, { id: 'untold', channel: 'C2', message: { title: 'x' } }, start)
      await say(tx, { id: 'last', channel: 'C2', message: { title: 'x' } }, start)
    })
    const set = (ids: readonly string[], to: object) =>
      store.db.updateTable('posts').set(to).where('id', 'in', ids).execute()
    await set(['answer', 'proposal', 'newest', 'last'], { shown: 1, place: 'C', ts: '1' })
    await set(['unsure', 'untold'], { fate: 'unsure' })
    await set(['untold'], { untold: 'unsure' })
    const erased = async () => {
      const rows = await store.db.selectFrom('posts').select('id').where('message', 'is', null).orderBy('id').execute()
      return rows.map(({ id }) => id)
    }

    await forget(store, keep, start + day)
    expect((await idsOf(store)).deliveries).toEqual(['event:new', 'event:old'])
    expect(await erased()).toEqual(['proposal'])
    await forget(store, keep, start + day + 1)
    expect((await idsOf(store)).deliveries).toEqual(['event:new'])
    expect(await erased()).toEqual(['answer', 'last', 'newest', 'proposal', 'unsure'])
    expect((await idsOf(store)).posts).toHaveLength(7)
    expect((await idsOf(store)).runs).toEqual(['ended', 'open'])

    // A message that turns up after its content was erased is known, and stays as it is.
    expect(await store.transaction((tx) => adopt(tx, 'unsure', { channel: 'C2', ts: '9' }, start + 2 * day))).toBe(true)
    expect((await dueFor(store.db, 'edit', start + 2 * day)).map(({ id }) => id)).toEqual([])

    await forget(store, keep, start + 30 * day + 1)
    expect(await idsOf(store)).toEqual({
      deliveries: [],
      runs: ['open'],
      posts: ['last', 'newest', 'untold', 'waits'],
    })
    // The next one comes after all that stood there.
    await store.transaction((tx) => say(tx, { id: 'later', channel: 'C1', message: {} }, start))
    const { seq } = await store.db.selectFrom('posts').select('seq').where('id', '=', 'later').executeTakeFirstOrThrow()
    expect(seq).toBe(5)
  })
})
