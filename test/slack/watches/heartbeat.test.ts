import { expect, test } from 'vitest'
import { serving } from '../../systems/calling.ts'
import { get, valuesOf } from '../../telemetry/scrape.ts'
import { mainlyHttp, startScene } from '../scene.ts'
import { failing, minute } from './setup.ts'

const key = 'the-key-of-the-heartbeat-0123456789'

mainlyHttp((stand) => {
  const started = async () => {
    let status = 200
    const { url, seen } = await serving((_, response) => {
      response.writeHead(status, { location: 'https://example.com/' }).end()
    })
    const logged: string[] = []
    const scene = await startScene(stand, {
      settings: (yaml) => `${yaml}heartbeat: env:HEARTBEAT\n`,
      env: { HEARTBEAT: `${url}/${key}`, LOG_LEVEL: 'warn' },
      own: { log: (line) => logged.push(line) },
    })
    // The first one, at the start.
    while (seen.length === 0) await new Promise((resolve) => setImmediate(resolve))
    const beats = async (minutes: number) => {
      const before = seen.length
      for (let n = 0; n < minutes; n++) await scene.pass(minute)
      return seen.length - before
    }
    const answer = (given: number) => {
      status = given
    }
    return { ...scene, seen, logged, beats, answer }
  }

  test('is called each minute while watches are read in time, and not while one is overdue', async () => {
    const { type, beats, seen, bot, world } = await started()
    const values = async () => {
      world.leap(6_000)
      return valuesOf((await get(`${bot.ops.url}/metrics`)).text)
    }
    expect(await beats(3)).toBe(3)
    expect(new Set(seen)).toEqual(new Set([`GET /rudder/${key}`]))
    expect(await values()).not.toHaveProperty('coxswain_watch_next_seconds')

    await type('ana', 'ops', failing)
    const fresh = await values()
    expect(fresh.coxswain_watch_last_success_seconds).toBe(6)
    expect(fresh.coxswain_watch_next_seconds).toBeGreaterThan(0)
    expect(fresh.coxswain_watch_next_seconds).toBeLessThan(300)
    expect(await beats(12)).toBe(12)

    // A replica has it and doesn't go on.
    const { store } = bot.app.context
    const until = world.clock.now() + 60 * minute
    await store.db
      .updateTable('watches')
      .set({ held_by: 'gone', lease_until: until, due_at: world.clock.now() })
      .execute()
    expect(await beats(10)).toBeLessThanOrEqual(6)
    expect(await beats(3)).toBe(0)
    expect((await values()).coxswain_watch_next_seconds).toBeLessThan(-12 * 60)

    await store.db.updateTable('watches').set({ held_by: null, lease_until: null }).execute()
    await beats(2)
    expect(await beats(3)).toBe(3)
  })

  test('what does not answer well is logged, without its address', async () => {
    const { beats, answer, logged, seen } = await started()
    answer(302)
    await beats(2)
    expect(new Set(seen)).toEqual(new Set([`GET /rudder/${key}`]))
    const lines = logged.filter((line) => line.includes('"heartbeat"'))
    expect(lines.map((line) => JSON.parse(line))).toContainEqual(
      expect.objectContaining({ level: 'warn', msg: 'heartbeat', status: 302 }),
    )
    expect(logged.join('\n')).not.toContain(key)
  })
})
