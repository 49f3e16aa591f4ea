import { describe, expect, test } from 'vitest'
import type { Store } from '../../src/store/db.ts'
import { takeFollowed } from '../../src/store/following.ts'
import {
  claim,
  closePending,
  due,
  getProposal,
  insertProposal,
  leaseMs,
  sendingMs,
  settle,
  startSending,
  takeEnded,
  takePending,
  takeUnknown,
} from '../../src/store/proposals.ts'
import type { ProposalTable } from '../../src/store/schema.ts'
import { testWorld } from '../world.ts'
import { eachEngine } from './engines.ts'
import { proposalRow } from './proposal-row.ts'

const now = testWorld().clock.now()
const held = { claimed_by: 'one', lease_until: now + leaseMs }
const done = { stage: 'done' as const, result: '{}', decided_at: now, claimed_by: 'one' }

const rows: Readonly<Record<string, Partial<ProposalTable>>> = {
  pending: { expires_at: now + 1 },
  expired: { expires_at: now },
  claimed: { stage: 'claimed', ...held },
  'claimed, ended': { stage: 'claimed', ...held, lease_until: now },
  sending: { stage: 'sending', ...held },
  'sending, ended': { stage: 'sending', ...held, lease_until: now },
  applied: { ...done, outcome: 'applied' },
  cancelled: { ...done, outcome: 'cancelled' },
  'unknown, due': { ...done, outcome: 'unknown', look_at: now },
  'unknown, later': { ...done, outcome: 'unknown', look_at: now + 1 },
  'awaiting, due': { ...done, outcome: 'awaiting validation', follow_at: now },
  'awaiting, later': { ...done, outcome: 'awaiting validation', follow_at: now + 1 },
  'awaiting for good': { ...done, outcome: 'awaiting validation' },
  'unknown for good': { ...done, outcome: 'unknown', look_at: null },
}

const ended = { outcome: 'cancelled', result: '{"sentence":"no"}', now }
const settled = { outcome: 'applied', result: '{}', now, lookAt: null }
const sends = { id: 'P', scope: 'rudder:rules:write', digest: 'd' }

/** Each step of a proposal's course, and the rows from which alone it may be taken. */
const steps: readonly (readonly [what: string, from: readonly string[], take: (store: Store) => Promise<unknown>])[] = [
  ['takePending', ['pending'], (store) => store.transaction((tx) => takePending(tx, 'P', now))],
  ['closePending', ['pending', 'expired'], (store) => store.transaction((tx) => closePending(tx, 'P', ended))],
  [
    'claim',
    ['pending', 'expired'],
    (store) => store.transaction((tx) => claim(tx, 'P', { by: 'two', now, impact: '{}', holds: null })),
  ],
  ['startSending', ['claimed'], (store) => startSending(store, { ...sends, by: 'one', now })],
  ['startSending of another', [], (store) => startSending(store, { ...sends, by: 'two', now })],
  [
    'startSending as late as can be',
    ['claimed'],
    (store) => startSending(store, { ...sends, by: 'one', now: now + leaseMs - sendingMs }),
  ],
  [
    'startSending too late',
    [],
    (store) => startSending(store, { ...sends, by: 'one', now: now + leaseMs - sendingMs + 1 }),
  ],
  ['takeEnded', ['claimed, ended', 'sending, ended'], (store) => takeEnded(store, 'P', 'two', now)],
  ['takeUnknown', ['unknown, due'], (store) => takeUnknown(store, 'P', 'two', now)],
  ['takeFollowed', ['awaiting, due'], (store) => takeFollowed(store, 'P', 'two', now)],
  [
    'settle',
    [
      ...['claimed', 'claimed, ended', 'sending', 'sending, ended', 'unknown, due', 'unknown, later'],
      ...['awaiting, due', 'awaiting, later', 'unknown for good'],
    ],
    (store) => store.transaction((tx) => settle(tx, 'P', 'one', settled)),
  ],
  ['settle of another', [], (store) => store.transaction((tx) => settle(tx, 'P', 'two', settled))],
]

eachEngine((engine) => {
  describe.each(steps)('%s', (_, from, take) => {
    test(from.length === 0 ? 'is refused' : `only from: ${from.join('; ')}`, async () => {
      const store = await engine.open()
      const taken: string[] = []
      for (const [name, row] of Object.entries(rows)) {
        await store.db.deleteFrom('proposals').execute()
        await store.transaction((tx) => insertProposal(tx, proposalRow('P', row)))
        const before = await getProposal(store.db, 'P')
        if (await take(store)) taken.push(name)
        else expect(await getProposal(store.db, 'P'), name).toEqual(before)
      }
      expect(taken).toEqual(from)
    })
  })

  test('what is due is named once, by why', async () => {
    const store = await engine.open()
    for (const [name, row] of Object.entries(rows))
      await store.transaction((tx) => insertProposal(tx, proposalRow(name, row)))
    const found = await due(store.db, now)
    expect({ ...found, ended: found.ended.toSorted() }).toEqual({
      expired: ['expired'],
      ended: ['claimed, ended', 'sending, ended'],
      unknown: ['unknown, due'],
      followed: ['awaiting, due'],
    })
  })

  test('that it is being sent is in the audit log before anything is sent', async () => {
    const store = await engine.open()
    await store.transaction((tx) => insertProposal(tx, proposalRow('P', rows.claimed)))
    await startSending(store, { ...sends, by: 'two', now })
    expect(await store.audit.recent(1)).toEqual([])
    await startSending(store, { ...sends, by: 'one', now })
    expect(await store.audit.recent(1)).toMatchObject([{ kind: 'sending', payload: { proposal: 'P', digest: 'd' } }])
  })
})
