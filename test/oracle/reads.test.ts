import { expect, test } from 'vitest'
import { startScene } from '../flow/setup.ts'
import { onSqlite } from '../flow/sqlite.ts'
import { some } from '../runs.ts'
import { linesIn } from './lines.ts'
import { read } from './reads/answer.ts'
import { namesIn } from './reads/names.ts'
import { type Place, situations, thinned } from './situations.ts'
import { truthOf } from './truth/truth.ts'

onSqlite((engine) => {
  test.each(some(3, Object.keys(situations)))(
    'every figure and claim is true where %s',
    { timeout: 60_000 },
    async (name) => {
      const { play, rudder, world, ask } = await startScene(engine)
      const { staging } = play.rudder
      const now = world.clock.now()
      if (name !== 'as seeded') thinned(rudder.state, 7)
      const pull = (id: string, on = true) => {
        const lever = play.levers.find((one) => one.id === `rudder-${id}`)
        if (!lever) throw new Error(`no lever ${id} among ${play.levers.map((one) => one.id)}`)
        lever.pull(on)
      }
      const place: Place = { rudder, now, pull }
      situations[name]?.(place)
      const tenants = rudder.state.accounts[rudder.tokens.read]?.tenants
      const truth = truthOf(structuredClone(rudder.state), now, tenants)
      const there = truthOf(structuredClone(staging.state), now)
      const names = [...namesIn(rudder.state), ...namesIn(staging.state)]
      const wrong: string[] = []
      for (const { line, compare } of some(12, linesIn(place, truth, { all: name === 'as seeded' }))) {
        const { message } = await ask(`rudder ${line}`)
        const reading = read(message)
        compare(reading, truth, there)
        wrong.push(...reading.problems(names).map((problem) => `“${line}”: ${problem}`))
      }
      expect(wrong.join('\n')).toBe('')
    },
  )
})
