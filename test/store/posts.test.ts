import { describe, expect, test } from 'vitest'
import type { Store } from '../../src/store/db.ts'
import { lock, locksNow, unlock } from '../../src/store/locks.ts'
import { adopt, postAt, postOf, postsOf, say } from '../../src/store/posts.ts'
import {
  claim,
  closePending,
  insertProposal,
  settle,
  startSending,
  takeEnded,
  takePending,
} from '../../src/store/proposals.ts'
import { addVote, dropVote } from '../../src/store/votes.ts'
import { eachEngine } from './engines.ts'
import { proposalRow } from './proposal-row.ts'

const now = 1_000_000
type Tx = Parameters<Parameters<Store['transaction']>[0]>[0]

/** A store with one proposal, shown in two posts; another one is shown in a third. */
const openShown = async (store: Store) => {
  await store.transaction(async (tx) => {
    await insertProposal(tx, proposalRow('P1'))
    await insertProposal(tx, proposalRow('P2', { connection: 'rudder/staging' }))
    await say(tx, { id: 'm1', channel: 'C1', proposal: 'P1' }, now)
    await say(tx, { id: 'm2', channel: 'U1', proposal: 'P1' }, now)
    await say(tx, { id: 'm3', channel: 'C1', proposal: 'P2' }, now)
    await say(tx, { id: 'm4', channel: 'C1', message: { title: 'no proposal' } }, now)
  })
  return store
}

const wanted = async (store: Store) => {
  const rows = await store.db.selectFrom('posts').select(['id', 'wanted']).orderBy('id').execute()
  return rows.map((row) => row.wanted)
}

const prodLock = { connection: 'rudder/prod', by: 'ann', reason: null, at: now }
const vote = { proposal: 'P1', human: 'marc', principal: '{}', at: now }
const done = { outcome: 'applied', result: '{}', now, lookAt: null }

/** Everything that changes what a proposal shows, in the order of its life. */
const life: readonly (readonly [
  string,
  (store: Store, tx: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>) => Promise<unknown>,
])[] = [
  ['a vote', (_, tx) => tx((it) => addVote(it, vote))],
  ['a vote that is taken back', (_, tx) => tx((it) => dropVote(it, 'P1', 'marc'))],
  ['a lock', (_, tx) => tx((it) => lock(it, prodLock))],
  ['an unlock', (_, tx) => tx((it) => unlock(it, ['rudder/prod']))],
  ['a claim', (_, tx) => tx((it) => claim(it, 'P1', { by: 'me', now, impact: '{}', holds: '{}' }))],
  ['sending', (store) => startSending(store, { id: 'P1', by: 'me', now, scope: 'rudder:rules:write', digest: 'd' })],
  ['a sweep', (store) => takeEnded(store, 'P1', 'me', now + 1e9)],
  ['an outcome', (_, tx) => tx((it) => settle(it, 'P1', 'me', done))],
]

eachEngine((engine) => {
  // What its run was doing, or that its bot was stopped, may be said when the proposal is there already.
  test('a message never takes the place of a proposal', async () => {
    const store = await openShown(await engine.open())
    await store.transaction((tx) => say(tx, { id: 'm1', channel: 'C1', message: { title: 'reading' } }, now))
    expect(await postOf(store.db, 'm1')).toMatchObject({ proposal: 'P1', message: null })
    await store.transaction((tx) => say(tx, { id: 'm4', channel: 'C1', proposal: 'P2' }, now))
    expect(await postOf(store.db, 'm4')).toMatchObject({ proposal: 'P2', message: null })
  })

  test('every change of a proposal raises the version of the posts that show it, and of no other', async () => {
    const store = await openShown(await engine.open())
    let version = 1
    for (const [what, change] of life) {
      await change(store, (work) => store.transaction(work))
      version += 1
      expect([what, ...(await wanted(store))]).toEqual([what, version, version, 1, 1])
    }
    await store.transaction((tx) => closePending(tx, 'P2', { outcome: 'expired', result: '{}', now }))
    expect(await wanted(store)).toEqual([version, version, 2, 1])
  })

  test('what changes nothing raises nothing, and a transaction that fails has changed nothing', async () => {
    const store = await openShown(await engine.open())
    await store.transaction((tx) => addVote(tx, vote))
    const before = await wanted(store)
    await store.transaction((tx) => addVote(tx, vote))
    await store.transaction((tx) => unlock(tx, ['rudder/prod']))
    await store.transaction((tx) => settle(tx, 'P1', 'nobody', done))
    await store.transaction((tx) => claim(tx, 'vanished', { by: 'me', now, impact: '{}', holds: '{}' }))
    expect(await startSending(store, { id: 'P1', by: 'me', now, scope: 's', digest: 'd' })).toBeUndefined()
    expect(await takeEnded(store, 'P1', 'me', now)).toBeUndefined()
    const failing = store.transaction(async (tx) => {
      await claim(tx, 'P1', { by: 'me', now, impact: '{}', holds: '{}' })
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await wanted(store)).toEqual(before)
  })

  test('a message that is said while its proposal changes is brought to that change', async () => {
    const database = await engine.fresh()
    const [one, two] = [await database.open(), await database.open()]
    await one.transaction((tx) => insertProposal(tx, proposalRow('P1')))
    for (const first of ['say', 'claim']) {
      let inside = () => {}
      const isInside = new Promise<void>((resolve) => {
        inside = resolve
      })
      const id = `m-${first}`
      const saying = async (tx: Tx) => say(tx, { id, channel: 'C1', proposal: 'P1' }, now)
      const voting = async (tx: Tx) => void (await addVote(tx, { ...vote, human: first }))
      const [a, b] = first === 'say' ? [saying, voting] : [voting, saying]
      const slow = one.transaction(async (tx) => {
        await a(tx)
        inside()
        await new Promise((resolve) => setTimeout(resolve, 50))
      })
      await isInside
      await two.transaction(b)
      await slow
      // Said before the vote: the vote has raised it. Said after it: nothing older can be rendered.
      expect((await postOf(one.db, id))?.wanted).toBe(first === 'say' ? 2 : 1)
    }
  })

  test('a lock reaches every proposal that waits on its connection, and none that is decided', async () => {
    const store = await engine.open()
    const ids = ['P1', 'P2', 'P3', 'P4']
    await store.transaction(async (tx) => {
      for (const id of ids) {
        await insertProposal(tx, proposalRow(id, { connection: id === 'P4' ? 'rudder/staging' : 'rudder/prod' }))
        await say(tx, { id: `m${id}`, channel: 'C1', proposal: id }, now)
      }
      await closePending(tx, 'P3', { outcome: 'expired', result: '{}', now })
    })
    await store.transaction((tx) => lock(tx, prodLock))
    expect(await wanted(store)).toEqual([2, 2, 2, 1])
    await store.transaction((tx) => lock(tx, prodLock))
    expect(await wanted(store)).toEqual([2, 2, 2, 1])
    await store.transaction((tx) => unlock(tx, ['rudder/prod']))
    expect(await wanted(store)).toEqual([3, 3, 2, 1])
    await store.transaction((tx) => lock(tx, prodLock, ['rudder/staging']))
    expect(await wanted(store)).toEqual([4, 4, 2, 2])
    await store.transaction((tx) => unlock(tx, ['rudder/prod'], ['rudder/staging']))
    expect(await wanted(store)).toEqual([5, 5, 2, 3])
  })

  test('a lock and a vote at the same time do not stand in each other’s way', async () => {
    const database = await engine.fresh()
    const [one, two] = [await database.open(), await database.open()]
    await openShown(one)
    for (let n = 0; n < 5; n++) {
      let tries = 0
      const voting = one.transaction(async (tx) => {
        tries += 1
        await takePending(tx, 'P1', now)
        await new Promise((resolve) => setTimeout(resolve, 5))
        await locksNow(tx)
        await addVote(tx, { ...vote, human: `human${n}` })
      })
      const locking = two.transaction(async (tx) => {
        tries += 1
        await (n % 2 === 0 ? lock(tx, prodLock) : unlock(tx, ['rudder/prod']))
      })
      await Promise.all([voting, locking])
      // SQLite lets one of them wait by trying again; PostgreSQL would try again only after a deadlock.
      if (engine.name === 'postgres') expect(tries).toBe(2)
    }
    expect(await wanted(one)).toEqual([11, 11, 1, 1])
  })

  test('a post is found by its id, its proposal and its message', async () => {
    const store = await openShown(await engine.open())
    expect(await postOf(store.db, 'm1')).toMatchObject({ id: 'm1', channel: 'C1', seq: 1, fate: 'open', place: null })
    expect(await postOf(store.db, 'm9')).toBeUndefined()
    expect((await postsOf(store.db, 'P1')).map(({ id }) => id)).toEqual(['m1', 'm2'])
    expect(await postAt(store.db, 'C1', '1.0')).toBeUndefined()
    const adopted = (id: string, channel: string, ts: string) =>
      store.transaction((tx) => adopt(tx, id, { channel, ts }, now))
    expect(await adopted('m1', 'C1', '1.0')).toBe(true)
    expect(await adopted('m2', 'D1', '2.0')).toBe(true)
    expect((await postAt(store.db, 'C1', '1.0'))?.id).toBe('m1')
    expect((await postAt(store.db, 'D1', '2.0'))?.id).toBe('m2')
    expect(await adopted('m9', 'C1', '1.0')).toBe(false)
  })

  test('a post may turn from a message into a proposal, and keeps its place and its run', async () => {
    const store = await openShown(await engine.open())
    const shown = () => postOf(store.db, 'm4')
    const { seq } = (await shown()) ?? {}
    await store.transaction((tx) =>
      say(tx, { id: 'm4', channel: 'C1', run: 'r1', message: { title: 'progress' } }, now),
    )
    await store.transaction((tx) => say(tx, { id: 'm4', channel: 'C1', proposal: 'P1' }, now))
    expect(await shown()).toMatchObject({ seq, run: 'r1', message: null, proposal: 'P1', wanted: 3 })
    await store.transaction((tx) => claim(tx, 'P1', { by: 'me', now, impact: '{}', holds: '{}' }))
    expect(await shown()).toMatchObject({ wanted: 4 })
  })

  describe('what is said in one conversation', () => {
    test('by one waits for what another says there, and not elsewhere', async () => {
      const database = await engine.fresh()
      const [one, two] = [await database.open(), await database.open()]
      const order: string[] = []
      let inside = () => {}
      const isInside = new Promise<void>((resolve) => {
        inside = resolve
      })
      const slow = one.transaction(async (tx) => {
        await say(tx, { id: 'm1', channel: 'C1', message: {} }, now)
        inside()
        await new Promise((resolve) => setTimeout(resolve, 50))
        order.push('m1')
      })
      await isInside
      await two.transaction((tx) => say(tx, { id: 'm2', channel: 'C1', message: {} }, now))
      order.push('m2')
      await slow
      expect(order).toEqual(['m1', 'm2'])
      expect([(await postOf(one.db, 'm1'))?.seq, (await postOf(one.db, 'm2'))?.seq]).toEqual([1, 2])
    })

    test('twice under one id at once is one post', async () => {
      const database = await engine.fresh()
      const stores = [await database.open(), await database.open()]
      await Promise.all(
        Array.from({ length: 10 }, (_, n) =>
          stores[n % 2]?.transaction((tx) => say(tx, { id: 'm1', channel: 'C1', message: { n } }, now)),
        ),
      )
      expect(await stores[0]?.db.selectFrom('posts').select(['id', 'wanted']).execute()).toEqual([
        { id: 'm1', wanted: 10 },
      ])
    })
  })
})
