import { setTimeout as rest } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { leaseMs } from '../../src/store/proposals.ts'
import { type FaultPoint, faultPoints } from '../../src/world.ts'
import { buttons, type Scene, said, startScene } from '../slack/scene.ts'
import { createDatabase, type Database } from '../store/engines.ts'
import { type Server, startServer } from '../store/server.ts'

let server: Server
beforeAll(async () => {
  server = await startServer({ synchronous_commit: 'on' })
})
afterAll(() => server.stop())

const line = '/rudder rule disable SSH hardening because lockout on jump hosts'
const noAnswer = "The bot's database does not answer"

const fresh = async (): Promise<Database> => {
  const database = await createDatabase(server.url)
  onTestFinished(() => database.drop())
  return database
}

/** A proposal in the channel, and hands that work without a database. */
const asked = async () => {
  const scene = await startScene({ fresh })
  await scene.type('ana', 'ops', line)
  const drained = async (work: Promise<unknown>) => {
    await work
    await scene.bot.slack.drain()
  }
  return { ...scene, drained, proposal: scene.last('ops') }
}

/** Time passes for the loops of the bot themselves, until something has come. */
const comes = async (
  { world }: Pick<Scene, 'world'>,
  what: string,
  is: () => boolean | Promise<boolean>,
): Promise<void> => {
  for (let n = 0; n < 600 && !(await is()); n++) {
    await world.advance(500)
    await rest(10)
  }
  if (!(await is())) throw new Error(`${what} never came`)
}

const readyz = async ({ bot }: Pick<Scene, 'bot'>) => {
  const answer = await fetch(`${bot.ops.url}/readyz`)
  return { status: answer.status, text: await answer.text() }
}

describe('PostgreSQL is away for a minute', () => {
  test('everybody is told, nothing is written, and it goes on by itself', async () => {
    const scene = await asked()
    const { slack, drained, proposal, whispered, rudder, now, world } = scene
    expect((await readyz(scene)).status).toBe(200)
    await server.halt()

    await drained(slack.type('ana', 'ops', '/rudder compliance'))
    expect(whispered('ana', 'ops').at(-1)?.text).toContain(noAnswer)
    await drained(slack.type('ana', slack.direct('ana'), 'rudder compliance'))
    expect(scene.last(slack.direct('ana')).text).toContain(noAnswer)
    await drained(slack.type('ana', 'ops', line))
    expect(whispered('ana', 'ops').at(-1)?.text).toContain(noAnswer)
    for (const button of ['confirm', 'cancel']) {
      await drained(slack.press('marc', proposal, button))
      expect(said(whispered('marc', 'ops').at(-1) ?? proposal)).toContain(noAnswer)
    }
    await drained(slack.type('marc', 'ops', '/cox lock rudder/prod'))
    expect(whispered('marc', 'ops').at(-1)?.text).toContain(noAnswer)
    expect([rudder.writes(), slack.seen('ops')]).toEqual([[], [proposal]])

    // A minute of the loops as they are.
    for (let n = 0; n < 60; n++) await world.advance(1_000)
    expect(await readyz(scene)).toMatchObject({ status: 503, text: expect.stringContaining('database') })

    await server.resume()
    await comes(scene, 'readiness', async () => (await readyz(scene)).status === 200)
    await drained(slack.press('marc', proposal, 'confirm'))
    await comes(scene, 'the outcome', () => now(proposal).text.includes('Disabled rule “SSH hardening”'))
    expect(buttons(now(proposal))).toEqual(['undo'])
    await drained(slack.type('ana', 'ops', '/rudder compliance'))
    await comes(scene, 'the answer', () => scene.last('ops').text.includes('% compliant'))
    expect(rudder.writes()).toHaveLength(1)
    expect(await scene.bot.app.context.store.audit.verify()).toMatchObject({ ok: true })
    // Nobody is told later that a question got lost who was told at once.
    await scene.pass(20 * 60_000)
    expect(slack.seen(slack.direct('ana')).filter(({ text }) => text.includes('got lost'))).toEqual([])
  })

  test('what could not be said before is said when it is back: expiry, sweep and outbox', async () => {
    const scene = await asked()
    const { slack, proposal, now, world } = scene
    slack.faults.add({ method: 'chat.postMessage', how: 'limited', retryAfter: 30, times: 1 })
    await scene.type('ana', 'ops', '/rudder rules')
    await server.halt()
    world.leap(16 * 60_000)
    for (let n = 0; n < 20; n++) await world.advance(1_000)
    expect(buttons(now(proposal))).toContain('confirm')
    await server.resume()
    await comes(scene, 'its end', () => /expired|Nobody confirmed/i.test(said(now(proposal))))
    await comes(scene, 'the answer', () => slack.seen('ops').length > 1)
  })
})

const passed = (point: FaultPoint, event: FaultPoint) => faultPoints.indexOf(point) >= faultPoints.indexOf(event)

/** How the message ends where the database went away at a point and came back; the bot lives on. */
const endOf = (point: FaultPoint): RegExp => {
  if (passed(point, 'outcome:committed')) return /Disabled rule “SSH hardening”/
  if (passed(point, 'sending:committed')) return /isn't known by whom/
  return passed(point, 'claim:committed') ? /Not applied/ : /Disable rule “SSH hardening”.*\?/
}

describe('PostgreSQL goes away while a change is made', () => {
  test.for(faultPoints)('at %s: at most one write, and the message comes to the truth', async (point) => {
    const scene = await asked()
    const { slack, drained, proposal, whispered, rudder, now, world, rule } = scene
    world.steps.set(point, async () => {
      world.steps.delete(point)
      await server.halt()
    })
    await drained(slack.press('marc', proposal, 'confirm'))
    const isSent = passed(point, 'sending:committed')
    expect(rudder.writes()).toHaveLength(isSent ? 1 : 0)
    expect(said(whispered('marc', 'ops').at(-1) ?? proposal)).toContain(noAnswer)
    await server.resume()
    if (passed(point, 'claim:committed')) world.leap(leaseMs + 1)
    await comes(scene, 'the truth', () => endOf(point).test(now(proposal).text))
    expect([rudder.writes().length, rule('SSH hardening').enabled]).toEqual([isSent ? 1 : 0, !isSent])
    if (!passed(point, 'claim:committed')) {
      await drained(slack.press('marc', proposal, 'confirm'))
      await comes(scene, 'the outcome', () => now(proposal).text.includes('Disabled rule “SSH hardening”'))
    }
    expect(rudder.writes().length).toBeLessThanOrEqual(1)
    const { audit } = scene.bot.app.context.store
    expect(await audit.verify()).toMatchObject({ ok: true })
  })
})
