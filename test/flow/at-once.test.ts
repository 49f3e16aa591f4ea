import { expect, test } from 'vitest'
import { startScene } from './setup.ts'
import { onSqlite } from './sqlite.ts'

onSqlite((engine) => {
  test.each(['rudder compliance', 'rudder rule disable SSH hardening'])(
    '%s: if one of several reads at once fails, the others are ended, and the error is the answer',
    async (line) => {
      const { ask, rudder } = await startScene(engine)
      await ask('rudder health')
      const held = Promise.withResolvers<void>()
      const isFailing = (path: string) => path.includes('/compliance/directives') || path.includes('/compliance/rules?')
      const isHeld = (path: string) => /\/(nodes|groups|settings)\b/.test(path)
      Object.assign(rudder.faults, { json401: true, only: (_: string, path: string) => isFailing(path) })
      rudder.faults.hold = (_, path) => (isHeld(path) ? held.promise : Promise.resolve())
      const { ending, message } = await ask(line)
      expect([ending, message.tone]).toEqual(['failed', 'error'])
      // The server hears that nobody waits any more.
      for (let n = 0; n < 50; n += 1) await new Promise((resolve) => setImmediate(resolve))
      held.resolve()
      const ended = () => rudder.requests.filter(({ path }) => isHeld(path))
      await expect.poll(() => ended().every(({ status }) => status !== 0)).toBe(true)
      expect(ended().length).toBeGreaterThan(1)
      expect(ended().filter(({ answered }) => answered)).toEqual([])
    },
  )
})
