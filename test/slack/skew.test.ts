import { expect, test } from 'vitest'
import { onSqlite } from '../flow/sqlite.ts'
import { sceneWorld, startScene } from './scene.ts'

const minute = 60_000

const startedAhead = async (engine: Parameters<typeof startScene>[0], own = {}) => {
  const world = sceneWorld()
  const slackClock = { aheadMs: 0 }
  const now = () => world.clock.now() + slackClock.aheadMs
  const scene = await startScene(engine, { world, slack: { now }, own })
  const ready = async () => {
    const response = await fetch(`${scene.bot.ops.url}/readyz`)
    return [response.status, await response.text()]
  }
  return { ...scene, slackClock, ready }
}
const off = "the clock of this machine is 6 minutes behind Slack's: set it by NTP\n"

onSqlite((engine) => {
  test('a clock that is five minutes off: nothing of Slack can be taken over HTTP, so it is not ready until it is right', async () => {
    const { slackClock, ready, type, pass, world } = await startedAhead(engine)
    slackClock.aheadMs = 5 * minute - 1_000
    expect((await type('ana', 'ops', '/rudder rules ssh'))?.status).toBe(200)
    expect(await ready()).toEqual([200, 'ok\n'])
    slackClock.aheadMs = 6 * minute
    expect((await type('ana', 'ops', '/rudder rules ssh'))?.status).toBe(401)
    await pass(minute)
    expect(await ready()).toEqual([503, off])
    slackClock.aheadMs = -6 * minute
    await pass(minute)
    expect(await ready()).toEqual([503, off.replace('behind', 'ahead of')])
    slackClock.aheadMs = 0
    await pass(minute)
    expect(await ready()).toEqual([200, 'ok\n'])
    expect(world.lines.filter(({ event }) => event === 'slack.clock')).toMatchObject([
      { fields: { off: true, seconds: 360 } },
      { fields: { off: false, seconds: 0 } },
    ])
  })

  test('the same with a socket is a warning, as what comes on it has no time', async () => {
    const { slackClock, ready, type, world, last } = await startedAhead({ ...engine, way: 'socket' })
    slackClock.aheadMs = 6 * minute
    await type('ana', 'ops', '/rudder rules ssh')
    expect(last('ops').text).toContain('rules')
    expect(await ready()).toEqual([200, 'ok\n'])
    expect(world.lines.filter(({ event }) => event === 'slack.clock')).toMatchObject([{ level: 'warn' }])
  })
})
