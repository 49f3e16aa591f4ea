import { describe, expect, test } from 'vitest'
import { mainlyHttp, type Scene, startScene } from './scene.ts'

const line = '@coxswain rudder rule clone SSH hardening as SSH copy'
const stored = async ({ bot }: Pick<Scene, 'bot'>) =>
  (await bot.app.context.store.db.selectFrom('proposals').select('id').execute()).length

/** The event of the last delivery, changed and sent as another one. */
const again = async ({ slack, settle }: Scene, change: object) => {
  const delivered = slack.deliveries.findLast(({ kind }) => kind === 'event')
  if (!delivered) throw new Error('no event was delivered')
  const body = JSON.parse(delivered.body)
  Object.assign(body, { event_id: `Ev${Math.random()}` })
  Object.assign(body.event, change)
  expect((await slack.again(delivered, { body: JSON.stringify(body), resign: true })).status).toBe(200)
  await settle()
}

mainlyHttp((engine) => {
  describe('a message that comes again with another event id', () => {
    test('a mention that was edited, or unfurled: not run again, by any replica', async () => {
      const scene = await startScene(engine)
      const { type, slack, settle, last, startReplica } = scene
      await type('ana', 'ops', line)
      const [typed] = slack.seen('ops')
      const proposal = last('ops')
      expect(await stored(scene)).toBe(1)
      if (engine.name === 'postgres') await startReplica()
      await slack.edit('ana', typed ?? proposal, line)
      await settle()
      await slack.edit('ana', typed ?? proposal, `${line} twice`)
      await settle()
      await again(scene, { edited: undefined })
      expect(await stored(scene)).toBe(1)
      expect(slack.seen('ops')).toHaveLength(2)
      // A day later nothing remembers the delivery.
      scene.world.leap(25 * 60 * 60_000)
      for (let hour = 0; hour < 2; hour++) await scene.pass(60 * 60_000)
      await slack.edit('ana', typed ?? proposal, line)
      await settle()
      expect(await stored(scene)).toBe(1)
    })

    test('a mention that was put in by an edit is the first one', async () => {
      const scene = await startScene(engine)
      const { slack, settle, last } = scene
      await slack.type('ana', 'ops', 'look at this')
      await slack.edit('ana', last('ops'), '@coxswain rudder compliance')
      await settle()
      expect(last('ops').text).toContain('% compliant')
    })

    test('in the direct messages: once, and an edit is no new line', async () => {
      const scene = await startScene(engine)
      const { type, slack, settle } = scene
      const direct = slack.direct('ana')
      await type('ana', direct, line.replace('@coxswain ', ''))
      await again(scene, { subtype: undefined })
      const [typed] = slack.seen(direct)
      if (!typed) throw new Error('nothing was typed')
      await slack.edit('ana', typed, 'rudder compliance')
      await settle()
      expect(await stored(scene)).toBe(1)
      expect(slack.seen(direct)).toHaveLength(2)
    })

    test('both at once, at two replicas: one answer', async () => {
      const scene = await startScene(engine)
      const { type, slack, startReplica } = scene
      if (engine.name === 'postgres') await startReplica()
      await type('ana', 'ops', '@coxswain rudder compliance')
      await Promise.all([again(scene, {}), again(scene, { edited: { ts: '1.0' } }), again(scene, {})])
      expect(slack.seen('ops')).toHaveLength(2)
    })
  })
})
