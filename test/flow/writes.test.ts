import { describe, expect, test } from 'vitest'
import { isWrite } from '../../src/playground/rudder/faults.ts'
import type { Reply } from '../../src/run/reply.ts'
import { loadedCommands } from '../loaded.ts'
import { some } from '../runs.ts'
import type { Engine } from '../store/engines.ts'
import { onOnePostgres } from './one-postgres.ts'
import { type Scene, saidIn, startScene } from './setup.ts'
import { onSqlite } from './sqlite.ts'
import { type WriteRow, writeRows } from './write-rows.ts'

test('every write command has a row here', async () => {
  const writes = (await loadedCommands()).filter(({ kind }) => kind === 'write').map(({ name }) => name)
  expect(writeRows.map(({ name }) => name).sort()).toEqual(writes.sort())
})

type Place = Pick<Engine, 'fresh'>

/** Ana and, where one more is needed, Marc. */
const confirmed = async ({ confirm }: Scene, proposal: string): Promise<Reply> => {
  const first = await confirm(proposal, 'ana')
  return first.message.tone === 'waiting' ? confirm(proposal, 'marc') : first
}

const opened = async (engine: Place, { prepare, line, seen }: WriteRow) => {
  const scene = await startScene(engine)
  prepare?.(scene.rudder)
  const before = structuredClone(seen(scene.rudder.state))
  const asked = await scene.ask(line)
  expect(asked.message.tone, asked.message.title).toBe('waiting')
  expect(scene.rudder.writes()).toHaveLength(0)
  return { ...scene, asked, before, proposal: asked.proposal ?? '' }
}

/** What each command does with the store by itself: its state, call, answer and outcome are put there and read back. */
const stored = (engine: Place, row: WriteRow) => {
  test('asked, confirmed, applied: one request, and read back', async () => {
    const scene = await opened(engine, row)
    const { message } = await confirmed(scene, scene.proposal)
    expect(message.tone, saidIn(message)).toBe('applied')
    expect(message.lead).toContain(row.unread ? 'said that it is done' : 'read back: it is so (verified)')
    expect(scene.rudder.writes()).toHaveLength(1)
    expect(row.seen(scene.rudder.state)).toEqual(row.after)
  })

  test('stale: somebody else was there first, and nothing is written', async () => {
    const scene = await opened(engine, row)
    row.meanwhile(scene.rudder.state)
    const { message } = await confirmed(scene, scene.proposal)
    expect(message.tone, saidIn(message)).toBe('stale')
    expect(message.lead).toContain('Nothing was written.')
    expect(scene.rudder.writes()).toHaveLength(0)
  })

  test('under change validation: held, or what comes at once is said', async () => {
    const scene = await startScene(engine)
    const { state } = scene.rudder
    Object.assign(state.settings, { enable_change_request: true, enable_validate_all: true })
    row.prepare?.(scene.rudder)
    const before = structuredClone(row.seen(state))
    const asked = await scene.ask(row.line)
    expect(asked.message.actions?.[0]?.label === 'Open change request').toBe(row.held === true)
    const { message } = await confirmed(scene, asked.proposal ?? '')
    expect(message.tone, saidIn(message)).toBe(row.held ? 'awaiting validation' : 'applied')
    expect(row.seen(state)).toEqual(row.held ? before : row.after)
  })
}

/** Those that are also taken through what is decided beside the store. */
const alsoAlone = some(8, writeRows)

onSqlite((engine) => {
  describe.each(writeRows)('$name', (row) => {
    stored(engine, row)

    if (!alsoAlone.includes(row)) return

    test('the way back: none, or as many nodes and people as there, to what was', async () => {
      const scene = await opened(engine, row)
      await confirmed(scene, scene.proposal)
      if (!row.back) {
        await expect(scene.undo(scene.proposal)).rejects.toThrow('This cannot be undone from here.')
        return
      }
      const { proposal = '' } = await scene.undo(scene.proposal)
      const [there, back] = [await scene.row(scene.proposal), await scene.row(proposal)]
      expect(back).toMatchObject({ impact: there.impact, people: there.people })
      expect((JSON.parse(back.impact) as { nodes: number }).nodes).toBeGreaterThan(0)
      const { message } = await confirmed(scene, proposal)
      expect(message.tone, saidIn(message)).toBe('applied')
      expect(row.seen(scene.rudder.state)).toEqual(scene.before)
    })

    test('refused to a reader, who asks or clicks', async () => {
      const scene = await opened(engine, row)
      expect((await scene.ask(row.line, 'rita')).ending).toBe('refused')
      expect((await scene.confirm(scene.proposal, 'rita')).ending).toBe('refused')
      expect(scene.rudder.writes()).toHaveLength(0)
      expect(row.seen(scene.rudder.state)).toEqual(scene.before)
    })

    test('refused by Rudder: sent once, not applied, and not looked at again', async () => {
      const scene = await opened(engine, row)
      Object.assign(scene.rudder.faults, { html401: true, only: isWrite })
      const { message } = await confirmed(scene, scene.proposal)
      expect(message.tone, saidIn(message)).toBe('failed')
      expect(message.lead).toBe(
        'Nothing was written: Rudder (prod) does not accept the token: it is unknown, disabled or expired. Ask whoever runs the bot to renew it.',
      )
      expect(scene.rudder.writes()).toHaveLength(0)
      expect(scene.rudder.requests.filter(({ method, path }) => isWrite(method, path))).toHaveLength(1)
      expect(await scene.row(scene.proposal)).toMatchObject({ outcome: 'failed', look_at: null })
      expect(row.seen(scene.rudder.state)).toEqual(scene.before)
    })

    test('an answer that is lost: what is there is said, and never sent again', async () => {
      const scene = await opened(engine, row)
      scene.rudder.faults.losesAnswer = { commit: 'now' }
      const { message } = await confirmed(scene, scene.proposal)
      expect(message.tone, saidIn(message)).toBe(row.unread ? 'unknown' : 'applied')
      expect(row.seen(scene.rudder.state)).toEqual(row.after)
      await scene.world.advance(60 * 60_000)
      await scene.sweep()
      expect((await scene.shown(scene.proposal)).message.tone).toBe(message.tone)
      expect(scene.rudder.writes()).toHaveLength(1)
    })

    test('a request that never took effect is unknown, and not said to be applied', async () => {
      const scene = await opened(engine, row)
      scene.rudder.faults.losesAnswer = { commit: 'never' }
      const { message } = await confirmed(scene, scene.proposal)
      expect(message.tone, saidIn(message)).toBe('unknown')
      expect(row.seen(scene.rudder.state)).toEqual(scene.before)
    })
  })
})

// Who is refused, what is lost and what is swept is decided before or beside the store, whatever the command: other
// files of this folder take that through both engines.
describe.each(some(4, writeRows))('$name', (row) => {
  onOnePostgres((engine) => stored(engine, row))
})
