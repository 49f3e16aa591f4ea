import { describe, expect, test } from 'vitest'
import { SystemError } from '../../../src/errors.ts'
import { draft } from '../../../src/run/draft.ts'
import { sentenceOf } from '../../../src/run/explain.ts'
import { intentOf } from '../../../src/run/intent.ts'
import type { Reply } from '../../../src/run/reply.ts'
import { reachIn } from '../../../src/store/impact.ts'
import type { System } from '../../../src/systems/system.ts'
import { onOnePostgres } from '../../flow/one-postgres.ts'
import { saidIn } from '../../flow/setup.ts'
import { onSqlite } from '../../flow/sqlite.ts'
import { some } from '../../runs.ts'
import type { Engine } from '../../store/engines.ts'
import { commandsOf } from './commands.ts'
import type { Inputs, LocalSystem, Running, WriteRow } from './local-system.ts'
import { isWrite } from './matching.ts'
import { startContractScene } from './scene.ts'

type Place = Pick<Engine, 'fresh'>

/** Each write command is asked for and comes to every end that it can come to. */
export const writeContract = <L extends Running>(system: System, kind: LocalSystem<L>, inputs: Inputs<L>): void => {
  const rows = inputs.writes
  const names = commandsOf(system).flatMap(({ kind, name }) => (kind === 'write' ? [name] : []))

  test.each(names)('%s has a row of its own', (name) => {
    expect(
      rows.filter((row) => row.name === name),
      `rows for the write command ${name}`,
    ).toHaveLength(1)
  })
  test('there is no row for a command that there is not', () => {
    expect(rows.map(({ name }) => name).filter((name) => !names.includes(name))).toEqual([])
  })

  const start = (engine: Place) => startContractScene(system, kind, engine)
  type Scene = Awaited<ReturnType<typeof start>>

  /** Ana and, if one more is needed, Marc. */
  const confirmed = async ({ confirm }: Scene, proposal: string): Promise<Reply> => {
    const first = await confirm(proposal, 'ana')
    return first.message.tone === 'waiting' ? confirm(proposal, 'marc') : first
  }

  const opened = async (engine: Place, { prepare, line, seen }: WriteRow<L>) => {
    const scene = await start(engine)
    prepare?.(scene.local)
    const before = structuredClone(seen(scene.local))
    const asked = await scene.ask(line)
    expect(asked.message.tone, asked.message.title).toBe('waiting')
    expect(scene.local.writes()).toHaveLength(0)
    return { ...scene, asked, before, proposal: asked.proposal ?? '' }
  }

  /** What each command does with the store by itself: its state, call, answer and outcome are put there and read back. */
  const stored = (engine: Place, row: WriteRow<L>) => {
    test('asked, confirmed, applied: one request, and read back', async () => {
      const scene = await opened(engine, row)
      const { message } = await confirmed(scene, scene.proposal)
      expect(message.tone, saidIn(message)).toBe('applied')
      expect(message.lead).toContain(row.unread ? 'said that it is done' : 'read back: it is so (verified)')
      expect(scene.local.writes()).toHaveLength(1)
      expect(row.seen(scene.local)).toEqual(row.after)
    })

    test('stale: somebody else was there first, and nothing is written', async () => {
      const scene = await opened(engine, row)
      row.meanwhile(scene.local)
      const { message } = await confirmed(scene, scene.proposal)
      expect(message.tone, saidIn(message)).toBe('stale')
      expect(message.lead).toContain('Nothing was written.')
      expect(scene.local.writes()).toHaveLength(0)
    })

    const { hold } = kind
    if (!hold) return
    test('under the change process of the system: held, or what comes at once is said', async () => {
      const scene = await start(engine)
      hold(scene.local)
      row.prepare?.(scene.local)
      const before = structuredClone(row.seen(scene.local))
      const asked = await scene.ask(row.line)
      expect(asked.message.actions?.[0]?.label.endsWith(` or open ${system.changeProcess}`)).toBe(row.held === true)
      const { message } = await confirmed(scene, asked.proposal ?? '')
      expect(message.tone, saidIn(message)).toBe(row.held ? 'awaiting validation' : 'applied')
      expect(row.seen(scene.local)).toEqual(row.held ? before : row.after)
    })
  }

  if (rows.length === 0) return
  const asked = some(9, rows)
  const alsoAlone = some(8, asked)

  onSqlite((engine) => {
    describe.each(asked)('$name', (row) => {
      stored(engine, row)
      if (!alsoAlone.includes(row)) return

      test('the way back: none, or to what was, with the same reach and people as the way there', async () => {
        const scene = await opened(engine, row)
        await confirmed(scene, scene.proposal)
        if (!row.back) {
          await expect(scene.undo(scene.proposal)).rejects.toThrow('This cannot be undone from here.')
          return
        }
        const { proposal = '' } = await scene.undo(scene.proposal)
        const [there, back] = [await scene.row(scene.proposal), await scene.row(proposal)]
        expect(back.people).toBe(there.people)
        expect(reachIn(back.impact)).toBe(reachIn(there.impact))
        if (row.affectsNothing) expect(reachIn(back.impact)).toBe(0)
        else expect(reachIn(back.impact)).toBeGreaterThan(0)
        const { message } = await confirmed(scene, proposal)
        expect(message.tone, saidIn(message)).toBe('applied')
        expect(row.seen(scene.local)).toEqual(scene.before)
      })

      test.runIf(row.lastRead !== false)('changed just before the last read: nothing is sent', async () => {
        const scene = await opened(engine, row)
        scene.world.steps.set('reread:before', () => row.meanwhile(scene.local))
        const { message } = await confirmed(scene, scene.proposal)
        expect(scene.local.writes()).toHaveLength(0)
        expect((await scene.row(scene.proposal)).outcome, saidIn(message)).toBe('stale')
        expect((await scene.acts()).filter(({ kind }) => kind === 'attempt' || kind === 'outcome')).toHaveLength(2)
        expect((await scene.shown(scene.proposal)).message.lead).toContain('Nothing was sent.')
      })

      test('its plan says which objects it affects, by the kinds whose tags the bot can read', async () => {
        const { context, proposal, row: rowNow } = await opened(engine, row)
        const { plan } = await draft(await intentOf(context, await rowNow(proposal)), context)
        expect(plan.tagged).toBeDefined()
        const kinds = plan.tagged === 'unknown' ? [] : Object.keys(plan.tagged)
        expect(Object.keys(system.tags ?? {})).toEqual(expect.arrayContaining(kinds))
      })

      test('refused to a reader, who asks or clicks', async () => {
        const scene = await opened(engine, row)
        expect((await scene.ask(row.line, 'rita')).ending).toBe('refused')
        expect((await scene.confirm(scene.proposal, 'rita')).ending).toBe('refused')
        expect(scene.local.writes()).toHaveLength(0)
        expect(row.seen(scene.local)).toEqual(scene.before)
      })

      test('refused by the system: sent once, not applied, and not looked at again', async () => {
        const scene = await opened(engine, row)
        kind.refuse(scene.local)
        const { message } = await confirmed(scene, scene.proposal)
        expect(message.tone, saidIn(message)).toBe('failed')
        const unknownKey = { connection: `${system.name}/prod`, endpoint: '', kind: 'auth' } as const
        expect(message.lead).toBe(`Nothing was written: ${sentenceOf(new SystemError(unknownKey), system)}`)
        expect(scene.local.writes()).toHaveLength(0)
        expect(scene.local.requests.filter((one) => isWrite(system, scene.local.url, one))).toHaveLength(1)
        expect(await scene.row(scene.proposal)).toMatchObject({ outcome: 'failed', look_at: null })
        expect(row.seen(scene.local)).toEqual(scene.before)
      })

      test('an answer that is lost: what is there is said, and never sent again', async () => {
        const scene = await opened(engine, row)
        kind.lose(scene.local, 'now')
        const { message } = await confirmed(scene, scene.proposal)
        // It is as asked, but no reply proves that this request did it.
        expect(message.tone, saidIn(message)).toBe('unknown')
        expect(row.seen(scene.local)).toEqual(row.after)
        await scene.world.advance(60 * 60_000)
        await scene.sweep()
        expect((await scene.shown(scene.proposal)).message.tone).toBe(message.tone)
        expect(scene.local.writes()).toHaveLength(1)
      })

      test('a request that never took effect is unknown, and not said to be applied', async () => {
        const scene = await opened(engine, row)
        kind.lose(scene.local, 'never')
        const { message } = await confirmed(scene, scene.proposal)
        expect(message.tone, saidIn(message)).toBe('unknown')
        expect(row.seen(scene.local)).toEqual(scene.before)
      })
    })
  })

  // Who is refused, what is lost and what is swept is decided before or beside the store, whatever the command: the tests
  // of those take that through both engines.
  describe.each(some(4, rows))('$name', (row) => {
    onOnePostgres((engine) => stored(engine, row))
  })
}
