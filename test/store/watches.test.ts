import { expect, test } from 'vitest'
import { alertsMs, endAlert, insertAlert, openAlertOf } from '../../src/store/alerts.ts'
import type { Store } from '../../src/store/db.ts'
import { createDueWatches, watchLeaseMs } from '../../src/store/due-watches.ts'
import { forget } from '../../src/store/forget.ts'
import { mute, mutesMs, mutesNow, unmute } from '../../src/store/mutes.ts'
import { addReading, readingsMs, readingsSince } from '../../src/store/readings.ts'
import { settleRestored } from '../../src/store/settle-restored.ts'
import { changeWatchState, getWatchState } from '../../src/store/watch-states.ts'
import {
  endWatchTurn,
  getWatch,
  insertWatch,
  listWatches,
  pauseWatch,
  removeWatch,
  resumeWatch,
} from '../../src/store/watches.ts'
import { eachEngine } from './engines.ts'
import { newWatch } from './new-watch.ts'

const keep = { proposals: 20, votes: 10, runs: 5, tables: 30, refusals: 15, keys: 30 }

const insert = (store: Store, ...watches: readonly Parameters<typeof newWatch>[0][]) =>
  store.transaction(async (tx) => {
    for (const one of watches) await insertWatch(tx, newWatch(one))
  })

const taken = async (store: Store, by: string, now: number, limit = 10) =>
  (await createDueWatches(store, by).take(now, { limit, ofConnection: limit, running: [] })).map(({ id }) => id)

eachEngine((engine) => {
  test('due watches go to one replica, those that wait longest first', async () => {
    const database = await engine.fresh()
    const [one, two] = [await database.open(), await database.open()]
    await insert(
      one,
      { id: 'a', due_at: 300 },
      { id: 'b', due_at: 100 },
      { id: 'c', due_at: 200 },
      { id: 'd', due_at: 301 },
    )
    expect(await taken(one, 'one', 300, 2)).toEqual(['b', 'c'])
    expect(await taken(two, 'two', 300)).toEqual(['a'])
    expect(await taken(two, 'two', 300)).toEqual([])
  })

  test('of replicas that take at the same time, each watch goes to one', async () => {
    const database = await engine.fresh()
    const stores = [await database.open(), await database.open()]
    const ids = Array.from({ length: 40 }, (_, n) => `w${n}`)
    await insert(stores[0] as Store, ...ids.map((id) => ({ id, due_at: 1 })))
    const all = await Promise.all([0, 1, 0, 1].map((n) => taken(stores[n] as Store, `${n}`, 5, 40)))
    expect(all.flat().sort()).toEqual(ids.sort())
  })

  test('of one connection no more are taken than there is room for, and others are taken instead', async () => {
    const store = await engine.open()
    const of = (connection: string, ...ids: readonly string[]) => ids.map((id) => ({ id, connection, due_at: 1 }))
    await insert(store, ...of('rudder/a', 'a1', 'a2', 'a3'), ...of('rudder/b', 'b1', 'b2', 'b3'))
    const take = async (limit: number, running: readonly string[]) =>
      (await createDueWatches(store, 'one').take(1, { limit, ofConnection: 2, running })).map(({ id }) => id)
    expect(await take(3, ['rudder/a'])).toEqual(['a1', 'b1', 'b2'])
    expect(await take(3, ['rudder/a', 'rudder/a', 'rudder/b', 'rudder/b'])).toEqual([])
    expect(await take(1, ['rudder/a', 'rudder/b', 'rudder/b'])).toEqual(['a2'])
    expect(await take(9, [])).toEqual(['a3', 'b3'])
  })

  test('a turn ends once, and only by who has it', async () => {
    const store = await engine.open()
    await insert(store, { id: 'a', due_at: 100 })
    await taken(store, 'one', 100)
    const turn = { due: 500, alert: '{"x":1}', digest: null, readAt: 105 }
    const end = (by: string) => store.transaction((tx) => endWatchTurn(tx, { id: 'a', by, before: null }, turn))
    expect(await end('two')).toBe(false)
    expect(await end('one')).toBe(true)
    expect(await end('one')).toBe(false)
    expect(await getWatch(store.db, 'a')).toMatchObject({ due_at: 500, alert: '{"x":1}', read_at: 105, held_by: null })
    expect(await taken(store, 'two', 499)).toEqual([])
    expect(await taken(store, 'two', 500)).toEqual(['a'])
  })

  test('a watch whose replica died is taken by another when its lease is over', async () => {
    const store = await engine.open()
    await insert(store, { id: 'a', due_at: 100 })
    await taken(store, 'one', 100)
    expect(await taken(store, 'two', 99 + watchLeaseMs)).toEqual([])
    expect(await taken(store, 'two', 100 + watchLeaseMs)).toEqual(['a'])
    const late = { due: 500, alert: null, digest: null }
    expect(await store.transaction((tx) => endWatchTurn(tx, { id: 'a', by: 'one', before: null }, late))).toBe(false)
  })

  test('nobody reads for a watch that was restored from a backup', async () => {
    const store = await engine.open()
    await insert(store, { id: 'a', due_at: 100 })
    await taken(store, 'one', 100)
    await store.transaction((tx) => settleRestored(tx, 101, 102))
    expect(await taken(store, 'two', 103)).toEqual(['a'])
  })

  test('a paused watch is not due, whoever reads for it; it may be taken over', async () => {
    const store = await engine.open()
    await insert(store, { id: 'a', due_at: 100 })
    await taken(store, 'one', 100)
    const pause = () => store.transaction((tx) => pauseWatch(tx, 'a', 'ana left the channel'))
    expect(await pause()).toBe(true)
    expect(await pause()).toBe(false)
    const late = { due: 500, alert: null, digest: null }
    expect(await store.transaction((tx) => endWatchTurn(tx, { id: 'a', by: 'one', before: null }, late))).toBe(false)
    expect(await taken(store, 'one', 1e6)).toEqual([])
    const marc = { principal: '{"id":"marc"}', person: 'marc' }
    const resume = () => store.transaction((tx) => resumeWatch(tx, 'a', 900, marc))
    expect(await resume()).toBe(true)
    expect(await resume()).toBe(false)
    expect(await getWatch(store.db, 'a')).toMatchObject({ paused: null, due_at: 900, person: 'marc' })
    expect(await taken(store, 'one', 900)).toEqual(['a'])
  })

  test('a watch is removed with its readings; the others of the channel stay', async () => {
    const store = await engine.open()
    await insert(store, { id: 'a', channel: 'C1' }, { id: 'b', channel: 'C1' }, { id: 'c', channel: 'C2' })
    await store.transaction((tx) => addReading(tx, 'a', 1, { failing: 3 }))
    const remove = () => store.transaction((tx) => removeWatch(tx, 'a'))
    expect(await remove()).toBe(true)
    expect(await remove()).toBe(false)
    expect((await listWatches(store.db, 'C1')).map(({ id }) => id)).toEqual(['b'])
    expect((await listWatches(store.db)).map(({ id }) => id)).toEqual(['b', 'c'])
    expect(await readingsSince(store.db, 'a', 0, 10)).toEqual([])
  })

  test('readings are stored once for each moment, and given newest first', async () => {
    const store = await engine.open()
    await insert(store, { id: 'a' })
    const add = (at: number, failing: number | null) => store.transaction((tx) => addReading(tx, 'a', at, { failing }))
    for (const [at, failing] of [
      [1, 3],
      [2, null],
      [2, 9],
      [3, 5],
    ] as const)
      await add(at, failing)
    expect(await readingsSince(store.db, 'a', 2, 10)).toEqual([
      { at: 3, figures: { failing: 5 } },
      { at: 2, figures: { failing: null } },
    ])
    expect(await readingsSince(store.db, 'a', 0, 1)).toHaveLength(1)
  })

  test('what is old is deleted: readings, alerts that are over, mutes; watches and open alerts stay', async () => {
    const store = await engine.open()
    await insert(store, { id: 'a' })
    const now = 10 * alertsMs
    await store.transaction(async (tx) => {
      for (const at of [now - readingsMs - 1, now - readingsMs]) await addReading(tx, 'a', at, {})
      for (const id of ['open', 'old', 'new']) await insertAlert(tx, { id, watch: 'a', post: `p-${id}`, raised_at: 1 })
      await endAlert(tx, 'old', { at: now - alertsMs - 1, ending: 'resolved', last: {} })
      await endAlert(tx, 'new', { at: now - alertsMs, ending: 'resolved', last: {} })
      for (const [connection, until] of [
        ['rudder/prod', now - mutesMs - 1],
        ['rudder/test', now - mutesMs],
      ] as const)
        await mute(tx, { connection, principal: '{}', because: null, at: 1, until })
    })
    await forget(store, keep, now)
    expect(await readingsSince(store.db, 'a', 0, 10)).toHaveLength(1)
    const alerts = await store.db.selectFrom('alerts').select('id').orderBy('id').execute()
    expect(alerts.map(({ id }) => id)).toEqual(['new', 'open'])
    expect((await store.db.selectFrom('mutes').selectAll().execute()).map(({ until }) => until)).toEqual([
      now - mutesMs,
    ])
    expect(await getWatch(store.db, 'a')).toBeDefined()
  })

  test('an alert ends once', async () => {
    const store = await engine.open()
    await store.transaction((tx) => insertAlert(tx, { id: 'x', watch: 'a', post: 'p', raised_at: 1 }))
    expect(await openAlertOf(store.db, 'a')).toMatchObject({ id: 'x', ended_at: null })
    const end = () => store.transaction((tx) => endAlert(tx, 'x', { at: 5, ending: 'resolved', last: { told: [3] } }))
    expect(await end()).toBe(true)
    expect(await end()).toBe(false)
    expect(await openAlertOf(store.db, 'a')).toBeUndefined()
  })

  test('a connection is muted until a time, or until somebody ends it', async () => {
    const store = await engine.open()
    const deploy = { connection: 'rudder/prod', principal: '{}', because: 'deploy', at: 1, until: 100 }
    await store.transaction((tx) => mute(tx, deploy))
    await store.transaction((tx) => mute(tx, { ...deploy, until: 200 }))
    expect(await mutesNow(store.db, 199)).toEqual([{ ...deploy, until: 200 }])
    expect(await mutesNow(store.db, 200)).toEqual([])
    expect(await store.transaction((tx) => unmute(tx, 'rudder/prod', 150))).toBe(true)
    expect(await store.transaction((tx) => unmute(tx, 'rudder/prod', 150))).toBe(false)
  })

  test('of replicas that change what is remembered of a connection, one is first', async () => {
    const store = await engine.open()
    const change = (before: string | undefined, after: string) =>
      store.transaction((tx) => changeWatchState(tx, 'sight rudder/prod', before, after))
    expect(await change(undefined, '{"a":1}')).toBe(true)
    expect(await change(undefined, '{"a":2}')).toBe(false)
    expect(await change('{"a":1}', '{"a":3}')).toBe(true)
    expect(await change('{"a":1}', '{"a":4}')).toBe(false)
    expect(await getWatchState(store.db, 'sight rudder/prod')).toBe('{"a":3}')
  })
})
