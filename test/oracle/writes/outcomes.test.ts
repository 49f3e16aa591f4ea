import { describe, expect, test } from 'vitest'
import { onSqlite } from '../../flow/sqlite.ts'
import { some } from '../../runs.ts'
import { edit, wrongWhenEdited } from './edited.ts'
import { leadOf, reachOf } from './figures.ts'
import { reason, refusalOf, wrongIn } from './judge.ts'
import { isHeld, peopleOf, unlike, wrongOfBack, wrongWhenDone, wrongWhenLost } from './outcomes.ts'
import { every, sceneIn } from './scene.ts'
import { situations } from './situations.ts'
import { type Truth, truthOf } from './truth.ts'
import { type Write, writes } from './writes.ts'

type Scene = Awaited<ReturnType<typeof sceneIn>>

/** One line of every fourth command, others in each situation. */
const linesIn = (at: number): readonly Write[] =>
  every(4, at, [...Map.groupBy(writes, ({ command }) => command).values()]).flatMap((all) => all[at % all.length] ?? [])

/** Asks for a write in the situation. */
const asked = async ({ put, propose, world }: Scene, write: Write) => {
  const state = put((made) => write.first?.(made))
  const because = state.settings.mandatory_change_message === true ? ` because ${reason}` : ''
  const truth = truthOf(write, state, world.clock.now())
  if (refusalOf(truth) !== undefined) return undefined
  return { proposal: await propose(write.line + because), truth, reach: reachOf(truth) }
}

/** Confirms as many times as people are needed. */
const confirmed = async ({ confirm }: Scene, proposal: string, reach: number | undefined) => {
  const first = await confirm(proposal)
  return peopleOf(reach) === 1 || first.message.tone !== 'waiting' ? first : confirm(proposal, 'marc')
}

/** What is wrong of every line in this situation, by one way in which it goes on. */
const each = async (at: number, scene: Scene, go: (write: Write) => Promise<readonly string[]>) => {
  const wrong: Record<string, readonly string[]> = {}
  for (const write of some(4, linesIn(at))) {
    scene.rudder.faults.losesAnswer = false
    const found = await go(write).catch((error: unknown) => [String(error)])
    if (found.length > 0) wrong[write.line] = found
  }
  return wrong
}

const commits = ['now', 'never'] as const

const isUndoable = ({ command }: Write) => !command.endsWith('delete')

onSqlite((engine) => {
  describe.for(some(2, situations))('$name: by a model of its own', ({ at, situation }) => {
    test('what is said once it is done, and once it is undone', { timeout: 60_000 }, async () => {
      const scene = await sceneIn(engine, situation)
      const { rudder, undo } = scene
      const back = async (proposal: string, truth: Truth, reach: number | undefined) => {
        const { message, proposal: next } = await undo(proposal)
        const wrong = wrongOfBack(message, truth, leadOf(reach))
        const { message: ended } = await confirmed(scene, next ?? '', reach)
        return [
          ...wrong,
          ...(ended.tone === 'applied' ? [] : [`undone: ${ended.tone}, ${ended.lead}`]),
          ...(ended.notes?.length ? [`undone: ${ended.notes.join()}`] : []),
          ...unlike('undone', rudder.state, truth.before),
        ]
      }
      const wrong = await each(at, scene, async (write) => {
        const one = await asked(scene, write)
        if (!one) return []
        const { proposal, truth, reach } = one
        const { message } = await confirmed(scene, proposal, reach)
        const found = wrongWhenDone(message, truth, rudder.state, reach)
        return isUndoable(write) && !isHeld(truth) ? [...found, ...(await back(proposal, truth, reach))] : found
      })
      expect(wrong, situation.name).toEqual({})
    })

    test('what is said once somebody has edited it', { timeout: 60_000 }, async () => {
      const scene = await sceneIn(engine, situation)
      const { rudder, confirm, shown, cancel, world } = scene
      const wrong = await each(at, scene, async (write) => {
        const one = await asked(scene, write)
        if (!one) return []
        const begins = edit(rudder.state, write)
        const now = structuredClone(rudder.state)
        const { message, successor } = await confirm(one.proposal)
        const sent = rudder.writes().filter(({ path }) => !path.includes('/check'))
        const truth = truthOf(write, now, world.clock.now())
        const after = await shown(successor)
        if (successor !== undefined) await cancel(successor)
        return [
          ...wrongWhenEdited(message, one.truth, truth, begins),
          ...(sent.length === 0 ? [] : ['something was sent']),
          ...wrongIn(after.message, truth),
        ]
      })
      expect(wrong, situation.name).toEqual({})
    })

    test.for(process.env.RUNS === undefined ? [commits[at % 2] ?? 'now'] : commits)(
      'what is said once the answer is lost, and it is made %s',
      { timeout: 60_000 },
      async (commit) => {
        const scene = await sceneIn(engine, situation)
        const { rudder } = scene
        const wrong = await each(at, scene, async (write) => {
          const one = await asked(scene, write)
          if (!one) return []
          rudder.faults.losesAnswer = { commit }
          const { message } = await confirmed(scene, one.proposal, one.reach)
          const made = commit === 'now'
          return wrongWhenLost(message, { ...one, is: rudder.state, made })
        })
        expect(wrong, situation.name).toEqual({})
      },
    )
  })
})
