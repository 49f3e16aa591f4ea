import { expect, test } from 'vitest'
import type { Store } from '../../src/store/db.ts'
import {
  endRun,
  getRun,
  insertRun,
  mostUsed,
  recentRuns,
  renewRuns,
  runLeaseMs,
  takeDeadRuns,
} from '../../src/store/runs.ts'
import { eachEngine } from './engines.ts'

const day = 24 * 60 * 60_000
const start = Date.UTC(2026, 10, 1)
const ana = { kind: 'slack', id: 'slack:U07ANA', name: 'Ana' }
const bo = { ...ana, id: 'slack:U08BO' }

/** A run that has ended. */
const ran = async (
  store: Store,
  id: string,
  line: string,
  command: string | undefined,
  at = start,
  principal = ana,
) => {
  await insertRun(store.db, { id, principal, line, replica: 'one', channel: 'C1' }, at)
  await endRun(store.db, id, { ending: 'done', ...(command && { command }), next: [] }, at + 5)
}

eachEngine((engine) => {
  test('a run begins, ends once, and is found with what its buttons mean', async () => {
    const { db } = await engine.open()
    await insertRun(db, { id: 'r1', principal: ana, line: 'rudder rule SSH', replica: 'one' }, start)
    expect(await getRun(db, 'r1')).toEqual({
      id: 'r1',
      principal: JSON.stringify(ana),
      person: ana.id,
      channel: null,
      thread: null,
      line: 'rudder rule SSH',
      command: null,
      ending: null,
      next: '[]',
      started_at: start,
      ended_at: null,
      held_by: 'one',
      lease_until: start + runLeaseMs,
      resume: null,
      press: null,
    })
    const ended = { ending: 'done', command: 'rudder rule', next: ['rudder rule SSH hardening', 'rudder rule “x”'] }
    expect(await endRun(db, 'r1', ended, start + 9)).toBe(true)
    expect(await endRun(db, 'r1', { ...ended, ending: 'failed' }, start + 10)).toBe(false)
    expect(await endRun(db, 'r2', ended, start)).toBe(false)
    const row = await getRun(db, 'r1')
    expect(row).toMatchObject({ ending: 'done', command: 'rudder rule', ended_at: start + 9 })
    expect(JSON.parse(row?.next ?? '')).toEqual(ended.next)
    expect(await getRun(db, 'r2')).toBeUndefined()
  })

  test('the last lines of a person are distinct, newest first, and commands', async () => {
    const store = await engine.open()
    const lines = ['a', 'b', 'a', 'c', 'typo', 'b', 'd']
    for (const [n, line] of lines.entries()) {
      await ran(store, `r${n}`, line, line === 'typo' ? undefined : `command ${line}`, start + n * 1_000)
    }
    await ran(store, 'bo', 'z', 'command z', start + 99_000, bo)
    const recent = await recentRuns(store.db, ana.id, 3)
    expect(recent).toEqual(['d', 'b', 'c'].map((line) => ({ line, command: `command ${line}` })))
    expect(await recentRuns(store.db, ana.id, 99)).toHaveLength(4)
    expect(await recentRuns(store.db, 'nobody', 3)).toEqual([])
  })

  test('a line that has meant two commands counts once, as what it meant last', async () => {
    const store = await engine.open()
    await ran(store, 'r1', 'a', 'old', start)
    await ran(store, 'r2', 'b', 'other', start + 1)
    await ran(store, 'r3', 'a', 'new', start + 2)
    expect(await recentRuns(store.db, ana.id, 2)).toEqual([
      { line: 'a', command: 'new' },
      { line: 'b', command: 'other' },
    ])
  })

  test('what is used most is counted over thirty days and everybody', async () => {
    const store = await engine.open()
    const times = { one: 1, two: 2, three: 3 }
    for (const [command, count] of Object.entries(times))
      for (let n = 0; n < count; n++) await ran(store, `${command}${n}`, 'x', command, start, n % 2 ? ana : bo)
    for (let n = 0; n < 5; n++) await ran(store, `old${n}`, 'x', 'old', start - 1)
    await ran(store, 'unknown', 'x', undefined)
    expect(await mostUsed(store.db, start + 30 * day, 2)).toEqual(['three', 'two'])
    expect(await mostUsed(store.db, start + 30 * day, 9)).toEqual(['three', 'two', 'one'])
    expect(await mostUsed(store.db, start + 29 * day, 1)).toEqual(['old'])
  })

  test('a run whose process is gone goes to one replica, and one that is renewed to none', async () => {
    const database = await engine.fresh()
    const [one, two] = [await database.open(), await database.open()]
    for (let n = 0; n < 6; n++)
      await insertRun(one.db, { id: `r${n}`, principal: ana, line: 'x', replica: n < 2 ? 'alive' : 'dead' }, start)
    await endRun(one.db, 'r5', { ending: 'done', next: [] }, start + 1)
    const over = start + runLeaseMs
    expect(await takeDeadRuns(one, 'one', over - 1)).toEqual([])
    await renewRuns(one.db, ['r0', 'r1'], over - 1)
    const taken = await Promise.all([takeDeadRuns(one, 'one', over), takeDeadRuns(two, 'two', over)])
    expect(
      taken
        .flat()
        .map(({ id }) => id)
        .sort(),
    ).toEqual(['r2', 'r3', 'r4'])
    for (const [n, runs] of taken.entries()) expect(runs.every((run) => run.held_by === ['one', 'two'][n])).toBe(true)
    expect(await takeDeadRuns(two, 'two', over + 1)).toEqual([])
    // Who took them and died as well is followed by another.
    expect(await takeDeadRuns(two, 'two', over + runLeaseMs)).toHaveLength(5)
  })
})
