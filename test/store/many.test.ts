import { expect, test } from 'vitest'
import { lock, unlock } from '../../src/store/locks.ts'
import { openedBy } from '../../src/store/opened.ts'
import { postOf, say, touchPending } from '../../src/store/posts.ts'
import { insertProposal } from '../../src/store/proposals.ts'
import { getRun, insertRun, renewRuns, runLeaseMs } from '../../src/store/runs.ts'
import { appliedSince, undecidedOn } from '../../src/store/undecided.ts'
import { eachEngine } from './engines.ts'
import { proposalRow } from './proposal-row.ts'

// PostgreSQL takes 65,535 in one statement, SQLite 32,766.
const many = (word: string) => [...Array.from({ length: 70_000 }, (_, n) => `${word}${n}`), word]

eachEngine((engine) => {
  test('more ids than one statement takes: runs are renewed', async () => {
    const store = await engine.open()
    await insertRun(store.db, { id: 'run', principal: { id: 'slack:U1' }, line: 'x', replica: 'one' }, 0)
    await renewRuns(store.db, many('run'), 5)
    expect((await getRun(store.db, 'run'))?.lease_until).toBe(5 + runLeaseMs)
  })

  test('more connections than one statement takes: they are locked and unlocked, and what waits there is touched', async () => {
    const store = await engine.open()
    await store.transaction(async (tx) => {
      await insertProposal(tx, proposalRow('P1'))
      await say(tx, { id: 'm1', channel: 'C1', proposal: 'P1' }, 1)
    })
    const all = many('rudder/other')
    const wanted = async () => (await postOf(store.db, 'm1'))?.wanted
    const row = { connection: 'rudder/prod', by: 'ana', reason: null, at: 1 }
    expect(await store.transaction((tx) => lock(tx, row, all))).toBe(true)
    expect(await wanted()).toBe(2)
    expect(await store.transaction((tx) => unlock(tx, [...all, 'rudder/prod'], all))).toEqual(['rudder/prod'])
    expect(await wanted()).toBe(3)
    await store.transaction((tx) => touchPending(tx, [...all, 'rudder/prod']))
    expect(await wanted()).toBe(4)
  })

  test('a server with more addresses than one condition takes: its proposals are found, each once', async () => {
    const store = await engine.open()
    const also = many('rudder/other')
      .slice(-2_000)
      .map((connection) => ({ connection, url: 'https://other' }))
    const there = { connection: 'rudder/other', connection_url: 'https://other' }
    await store.transaction(async (tx) => {
      await insertProposal(tx, proposalRow('P1'))
      await insertProposal(tx, proposalRow('P2', { ...there, created_at: 2 }))
      await insertProposal(tx, proposalRow('P3', { ...there, stage: 'done', outcome: 'applied', decided_at: 9 }))
    })
    const server = { id: 'rudder/prod', url: 'https://rudder.acme.example/rudder', also }
    expect((await undecidedOn(store.db, server, 5)).map(({ id }) => id)).toEqual(['P2', 'P1'])
    expect((await appliedSince(store.db, server, 5)).map(({ id }) => id)).toEqual(['P3'])
  })

  test('more proposals than one statement takes in the words of a change: the first ones are found', async () => {
    const store = await engine.open()
    await store.transaction((tx) => insertProposal(tx, proposalRow('P1')))
    const asked = { pending: 'change request #1', words: '', proposals: ['P1', ...many('P')] }
    expect((await openedBy(store.db, 'rudder', asked)).map(({ id }) => id)).toEqual(['P1'])
  })
})
