import { afterAll, describe, expect, test } from 'vitest'
import { openStore } from '../../src/store/db.ts'
import { Secret } from '../../src/vault/secret.ts'
import { isFull } from '../runs.ts'
import { optionsOf } from '../store/engines.ts'
import { testWorld } from '../world.ts'
import type { BotProcess } from './process.ts'
import { checkOut, present } from './revision.ts'
import { startScene } from './scene.ts'

// The version before this one; UPGRADE_FROM names another one, such as the tag of the last release.
const former = checkOut(process.env.UPGRADE_FROM ?? 'HEAD~1')
afterAll(() => former.remove())

const line = '/rudder rule disable SSH hardening because lockout on jump hosts'
const timeout = 180_000

type Scene = Awaited<ReturnType<typeof startScene>>

const enabled = ({ rudder }: Scene) =>
  rudder.state.rules.find(({ displayName }) => displayName === 'SSH hardening')?.enabled
const writes = ({ rudder }: Scene) => rudder.requests.filter(({ method }) => method !== 'GET').length

/** Asked at one, confirmed at the other, undone at the one, confirmed at the other. */
const journey = async (scene: Scene, one: BotProcess, other: BotProcess): Promise<void> => {
  const before = writes(scene)
  const proposal = await scene.asks(one, 'ana', line, 'Disable rule “SSH hardening”')
  await scene.presses(other, 'marc', proposal, 'confirm', /Disabled rule “SSH hardening”/)
  expect([writes(scene) - before, enabled(scene)]).toEqual([1, false])
  const seen = scene.slack.seen('ops').length
  scene.slack.deliverTo(one.url)
  await scene.slack.press('ana', proposal, 'undo')
  const back = await scene.comes('the way back', () => scene.slack.seen('ops')[seen])
  await scene.presses(other, 'ana', back, 'confirm', /^(Undone: disable|✓ Applied: Enabled rule “SSH hardening” again)/)
  expect([writes(scene) - before, enabled(scene)]).toEqual([2, true])
}

/** What nobody may have said: the bot's own word for a bug. */
const sound = ({ slack }: Scene, bots: readonly BotProcess[]) => {
  for (const bot of bots) expect(bot.said()).not.toMatch(/"bug"|Something went wrong/)
  for (const who of ['ana', 'marc'])
    expect(slack.seen('ops', who).filter(({ text }) => text.includes('Something went wrong'))).toEqual([])
}

describe('the version before and this one, beside each other on one PostgreSQL', () => {
  test('the journey goes over both, in either direction', { timeout }, async () => {
    const scene = await startScene()
    const older = await scene.start(former)
    const newer = await scene.start(present)
    // A pod of the former version that starts again finds the database as the newer one left it.
    const restarted = isFull() ? await scene.start(former) : older
    await journey(scene, older, newer)
    await journey(scene, newer, restarted)
    await scene.asks(older, 'ana', '/rudder compliance', '% compliant')
    await scene.asks(newer, 'ana', '/rudder compliance', '% compliant')

    const proposal = await scene.asks(older, 'ana', line, 'Disable rule “SSH hardening”')
    const delivered = scene.slack.deliveries.at(-1)
    if (!delivered) throw new Error('nothing was delivered')
    const calls = scene.slack.calls.length
    for (const bot of new Set([newer, restarted, older])) {
      scene.slack.deliverTo(bot.url)
      await scene.slack.again(delivered)
    }
    // What one has stored the other words the same, in both directions.
    const cancelled = /Cancelled: disable rule “SSH hardening” on rudder\/prod/
    await scene.presses(newer, 'marc', proposal, 'cancel', cancelled)
    expect(scene.slack.calls.slice(calls).filter(({ method }) => method === 'chat.postMessage')).toEqual([])
    const other = await scene.asks(newer, 'ana', line, 'Disable rule “SSH hardening”')
    await scene.presses(older, 'marc', other, 'cancel', cancelled)

    const late = await scene.asks(newer, 'ana', line, 'Disable rule “SSH hardening”')
    await scene.db.updateTable('proposals').set({ expires_at: 1 }).where('stage', '=', 'pending').execute()
    await scene.comes('the expiry', () => scene.now(late)?.text.includes('Expired'))
    const bots = [...new Set([older, newer, restarted])]
    sound(scene, bots)
    expect(await Promise.all(bots.map((bot) => bot.stop()))).toEqual(bots.map(() => 0))
    const store = await openStore({
      ...optionsOf(scene.database.settings),
      world: testWorld(),
      auditKey: new Secret(() => 'an audit key that two versions share'),
    })
    expect(await store.audit.verify()).toMatchObject({ ok: true })
    await store.close()
  })

  const inTurn = [
    ['the version before', 'this one'],
    ['this one', 'the version before'],
  ] as const
  // Each starts four processes; the quick suite kills processes in test/faults.
  test.runIf(isFull()).for(inTurn)(
    'what %s leaves when it is killed, %s brings to its end',
    { timeout },
    async ([first]) => {
      const scene = await startScene()
      const [gone, heir] = first === 'this one' ? [present, former] : [former, present]
      const killed = await scene.start(gone)
      const other = await scene.start(heir)
      const proposal = await scene.asks(killed, 'ana', line, 'Disable rule “SSH hardening”')
      Object.assign(scene.rudder.faults, { slow: 600_000, only: (method: string) => method !== 'GET' })
      scene.slack.deliverTo(killed.url)
      await scene.slack.press('marc', proposal, 'confirm')
      await scene.comes('the write', () => writes(scene) === 1)
      await killed.kill()
      Object.assign(scene.rudder.faults, { slow: 0, only: undefined })
      await scene.db.updateTable('proposals').set({ lease_until: 1 }).where('stage', '=', 'sending').execute()
      await scene.comes('the truth', () => /is now as asked|Outcome unknown/.test(scene.now(proposal)?.text ?? ''))
      expect(writes(scene)).toBe(1)

      // What one could not send before it stopped is sent by the other.
      scene.slack.faults.add({ method: 'chat.postMessage', how: 'limited', retryAfter: 1 })
      const third = await scene.start(gone)
      scene.slack.deliverTo(third.url)
      const seen = scene.slack.seen('ops').length
      await scene.slack.type('ana', 'ops', '/rudder rules')
      await scene.comes('a try', () => scene.slack.calls.some(({ answered }) => answered === 'ratelimited'))
      expect(await third.stop()).toBe(0)
      scene.slack.faults.clear()
      await scene.comes('the answer', () => scene.slack.seen('ops').length > seen)
      sound(scene, [other, third])
    },
  )
})
