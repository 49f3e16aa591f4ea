import { describe, expect, test } from 'vitest'
import { onSqlite } from '../../flow/sqlite.ts'
import { some } from '../../runs.ts'
import { reason, refusalOf, wrongIn } from './judge.ts'
import { every, sceneIn } from './scene.ts'
import { situations } from './situations.ts'
import { truthOf } from './truth.ts'
import { writes } from './writes.ts'

/** All lines as seeded, else every fifth: so every command is in each situation. */
const linesIn = (at: number) => (at === 0 ? writes : every(5, at, writes))

onSqlite((engine) => {
  describe('a proposal says what is so, by a model of its own', () => {
    test.for(some(3, situations))('$name', { timeout: 60_000 }, async ({ at, situation }) => {
      const { ask, cancel, put, rudder, world } = await sceneIn(engine, situation)
      const wrong: Record<string, readonly string[]> = {}
      for (const write of some(16, linesIn(at))) {
        const state = put((made) => write.first?.(made))
        const because = state.settings.mandatory_change_message === true ? ` because ${reason}` : ''
        const { message, proposal } = await ask(write.line + because)
        const truth = truthOf(write, state, world.clock.now())
        const refusal = refusalOf(truth)
        const found =
          proposal !== undefined && refusal === undefined
            ? wrongIn(message, truth)
            : [message.title].filter((title) => title !== refusal)
        if (found.length > 0) wrong[write.line] = found
        if (proposal !== undefined) await cancel(proposal)
      }
      expect(wrong, situation.name).toEqual({})
      expect(rudder.writes().filter(({ path }) => !path.includes('/check'))).toEqual([])
    })
  })
})
