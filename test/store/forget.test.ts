import { expect, test } from 'vitest'
import type { Store } from '../../src/store/db.ts'
import { forget } from '../../src/store/forget.ts'
import { say } from '../../src/store/posts.ts'
import { insertProposal } from '../../src/store/proposals.ts'
import { recordRefusal, tellRefusals } from '../../src/store/refusals.ts'
import { endRun, insertRun } from '../../src/store/runs.ts'
import { addVote } from '../../src/store/votes.ts'
import { eachEngine } from './engines.ts'
import { proposalRow } from './proposal-row.ts'

const day = 24 * 60 * 60_000
const hour = 60 * 60_000
const start = Date.UTC(2026, 10, 1)
const keep = { proposals: 20, votes: 10, runs: 5, tables: 30, refusals: 15, keys: 15 }

const proposalsOf = async (store: Store) =>
  (await store.db.selectFrom('proposals').select('id').orderBy('id').execute()).map(({ id }) => id)
const votesOf = async (store: Store) =>
  (await store.db.selectFrom('votes').select('proposal').orderBy('proposal').execute()).map(({ proposal }) => proposal)
const refusalsIn = async ({ audit }: Store) =>
  (await audit.recent(100)).filter(({ kind }) => kind === 'refused').map(({ payload }) => payload)

const done = { stage: 'done', outcome: 'applied', decided_at: start } as const

eachEngine((engine) => {
  test('what was decided goes after its days; what is open, unknown, in a change process or relied on stays', async () => {
    const store = await engine.open()
    const rows = {
      applied: done,
      expired: { ...done, outcome: 'expired' },
      open: {},
      claimed: { stage: 'claimed', claimed_by: 'one', lease_until: start },
      sending: { stage: 'sending', claimed_by: 'one', lease_until: start, sent_at: start },
      unknown: { ...done, outcome: 'unknown', look_at: start },
      given: { ...done, outcome: 'unknown' },
      awaiting: { ...done, outcome: 'awaiting validation' },
      reminded: { ...done, remind_at: start + 40 * day },
      undone: done,
      shown: done,
      undoneUnknown: done,
      'x undo open': { undoes: 'undone' },
      'x undo unknown': { ...done, outcome: 'unknown', undoes: 'undoneUnknown' },
      later: { ...done, decided_at: start + 12 * day },
    } as const
    await store.transaction(async (tx) => {
      for (const [id, changed] of Object.entries(rows)) {
        await insertProposal(tx, proposalRow(id, changed as object))
        await addVote(tx, { proposal: id, human: 'marc', principal: '{}', at: start })
      }
      await say(tx, { id: 'm1', channel: 'C1', proposal: 'shown' }, start)
      await store.audit.append(tx, 'proposed', { proposal: 'applied' })
    })
    const stay = Object.keys(rows)
      .filter((id) => !['applied', 'expired', 'later'].includes(id))
      .sort()

    expect(await forget(store, keep, start + 10 * day)).toMatchObject({ proposals: 0, votes: 0 })
    expect(await forget(store, keep, start + 10 * day + 1)).toMatchObject({ proposals: 0, votes: 2 })
    expect(await votesOf(store)).toEqual([...stay, 'later'].sort())
    expect(await forget(store, keep, start + 20 * day + 1)).toMatchObject({ proposals: 2 })
    expect(await proposalsOf(store)).toEqual([...stay, 'later'].sort())
    expect(await forget(store, keep, start + 4000 * day)).toMatchObject({ proposals: 1 })
    expect(await proposalsOf(store)).toEqual(stay)
    expect(await votesOf(store)).toEqual(stay)
    expect(await store.audit.verify()).toMatchObject({ ok: true, rows: 1, erased: [] })
  })

  test('runs go some days after their end, however many they are', async () => {
    const store = await engine.open()
    const run = { principal: { id: 'slack:U1' }, line: 'x', replica: 'one' }
    await store.transaction(async (tx) => {
      for (let n = 0; n < 1_200; n++) {
        await insertRun(tx, { id: `r${n}`, ...run }, start)
        if (n > 0) await endRun(tx, `r${n}`, { ending: 'done', next: [] }, start + (n === 1 ? day : 0))
      }
    })
    expect(await forget(store, keep, start + 5 * day + 1)).toMatchObject({ runs: 1_198 })
    expect(await store.db.selectFrom('runs').select('id').orderBy('id').execute()).toEqual([{ id: 'r0' }, { id: 'r1' }])
  })

  test('the same refusal is in the audit log once an hour, with its number, and counted in between', async () => {
    const store = await engine.open()
    const about = {
      principal: 'slack:T/U',
      command: 'rudder rule disable',
      connection: null,
      missing: ['rudder:rules:write'],
    }
    const refuse = (at: number, what: typeof about = about) =>
      store.transaction((tx) => recordRefusal(store, tx, what, at))
    for (let n = 0; n < 50; n++) await refuse(start + n)
    await refuse(start, { ...about, command: 'rudder rule enable' })
    expect(await refusalsIn(store)).toEqual([{ ...about, command: 'rudder rule enable' }, about])
    await tellRefusals(store, start + hour - 1)
    expect(await refusalsIn(store)).toHaveLength(2)
    await Promise.all([tellRefusals(store, start + hour), tellRefusals(store, start + hour)])
    expect((await refusalsIn(store))[0]).toEqual({ ...about, times: 49, since: start })
    expect(await refusalsIn(store)).toHaveLength(3)
    await refuse(start + hour + 1)
    expect(await refusalsIn(store)).toHaveLength(3)
    await refuse(start + 3 * hour)
    expect((await refusalsIn(store))[0]).toEqual({ ...about, times: 2, since: start + hour })
    expect(await store.db.selectFrom('refusals').selectAll().execute()).toHaveLength(2)

    await refuse(start + 3 * hour + 1)
    expect(await forget(store, keep, start + 30 * day)).toMatchObject({ refusals: 1 })
    await tellRefusals(store, start + 30 * day)
    expect(await forget(store, keep, start + 30 * day)).toMatchObject({ refusals: 1 })
    expect(await store.audit.verify()).toMatchObject({ ok: true, rows: 5 })
  })
})
