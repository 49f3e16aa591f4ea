import type { Delivered } from 'local-slack'
import { describe, expect, test } from 'vitest'
import { growDmz } from '../flow/setup.ts'
import { mainlySocket, type Scene, startScene } from './scene.ts'

const line = '/rudder rule disable SSH hardening because lockout on jump hosts'

/** Delivers the last delivery ten times more: as it was and signed anew, at once and later. */
const tenTimes = async ({ slack, settle, world }: Scene): Promise<void> => {
  const delivered = slack.deliveries.at(-1)
  if (!delivered) throw new Error('nothing was delivered')
  const again = async (how: { resign: boolean }): Promise<Delivered> => slack.again(delivered, how)
  const first = await Promise.all(Array.from({ length: 5 }, () => again({ resign: false })))
  world.leap(7_000)
  const later = await Promise.all(Array.from({ length: 5 }, () => again({ resign: true })))
  expect([...first, ...later].map(({ status }) => status)).toEqual(Array(10).fill(200))
  await settle()
}

mainlySocket((engine) => {
  describe('the same delivery ten times more', () => {
    test('a command, a press, a submission and an event: one answer, one vote, one write', async () => {
      const scene = await startScene(engine)
      const { slack, settle, type, last, press, submit, whispered, rudder, bot } = scene
      const { db } = bot.app.context.store
      growDmz(rudder, 120)
      rudder.state.settings.mandatory_change_message = true
      const [first] = await Promise.all([slack.type('ana', 'ops', '/rudder rules ssh')])
      expect(first?.status).toBe(200)
      await tenTimes(scene)
      expect(slack.seen('ops')).toHaveLength(1)
      await type('ana', 'ops', '/rudder rule disable SSH hardening')
      const wanted = whispered('ana', 'ops').at(-1)
      if (!wanted) throw new Error('no reason was wanted')
      await tenTimes(scene)
      await press('ana', wanted, 'form')
      await tenTimes(scene)
      expect(slack.calls.filter(({ method }) => method === 'views.open')).toHaveLength(1)
      await submit('ana', { 'Why is this change needed?': 'lockout on jump hosts' })
      await tenTimes(scene)
      expect(slack.seen('ops')).toHaveLength(2)
      const proposal = last('ops')
      await press('ana', proposal, 'confirm')
      await tenTimes(scene)
      expect(await db.selectFrom('votes').select('human').execute()).toHaveLength(1)
      expect(rudder.writes()).toEqual([])
      await press('marc', proposal, 'confirm')
      await tenTimes(scene)
      expect(rudder.writes()).toHaveLength(1)
      await press('ana', proposal, 'undo')
      await tenTimes(scene)
      expect(await db.selectFrom('proposals').select('id').execute()).toHaveLength(2)
      await type('ana', 'ops', '@coxswain rudder rules ssh')
      await tenTimes(scene)
      await settle()
      expect(slack.seen('ops').filter(({ user }) => user === slack.ids.botUser)).toHaveLength(4)
      expect(whispered('ana', 'ops').map(({ text }) => text)).toEqual([
        wanted.text,
        'You have approved it. Nothing is written until somebody else approves it too.',
      ])
    })

    test('an event that Slack sends again because nobody answered is run once', async () => {
      const { type, slack, bot, startReplica, settle } = await startScene(engine, { slack: { retryMs: [50, 100] } })
      await bot.stop()
      const typed = slack.type('ana', 'ops', '@coxswain rudder rules ssh')
      await startReplica()
      await typed
      await settle()
      await type('ana', 'ops', line)
      expect(slack.seen('ops').filter(({ user }) => user === slack.ids.botUser).length).toBeLessThanOrEqual(2)
    })
  })
})
