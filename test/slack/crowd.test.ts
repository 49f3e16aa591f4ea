import { describe, expect, test } from 'vitest'
import { mainlySocket, type Scene, said, startScene } from './scene.ts'

/** For a machine that does much else. */
const patient = { timeout: 20_000 }

/** Rudder answers nothing about techniques: whoever asks for them waits. */
const hold = ({ rudder }: Scene): (() => void) => {
  Object.assign(rudder.faults, { slow: 600_000, only: (_: string, path: string) => path.includes('/techniques') })
  return () => Object.assign(rudder.faults, { slow: 0, only: undefined })
}

const held = ({ rudder }: Scene): number => rudder.requests.filter(({ path }) => path.includes('/techniques')).length

mainlySocket((engine) => {
  describe('a crowd of readers', () => {
    test('is in nobody’s way: a confirmation is written, and no request of theirs is sent between click and write', async () => {
      const scene = await startScene(engine)
      const { slack, type, last, rudder, bot } = scene
      await type('ana', 'ops', '/rudder rule disable SSH hardening because lockout on jump hosts')
      const proposal = last('ops')
      hold(scene)
      for (const who of ['marc', 'rita']) for (let n = 0; n < 5; n++) await slack.type(who, 'ops', '/rudder techniques')
      await expect.poll(() => held(scene), patient).toBe(6)
      await slack.press('ana', proposal, 'confirm')
      await expect.poll(() => rudder.writes().length, patient).toBe(1)
      expect(held(scene)).toBe(6)
      bot.slack.abandon()
    })

    test('waits its turn and is told so; who has too many lines waiting is told how many, and nobody else waits for it', async () => {
      const scene = await startScene(engine)
      const { slack, settle, last, whispered, world, bot, rudder } = scene
      const { outbox } = bot.slack
      hold(scene)
      for (let n = 0; n < 14; n++) await slack.type('marc', 'ops', '/rudder techniques')
      await expect
        .poll(() => whispered('marc', 'ops').map(said).join('\n'), patient)
        .toContain('You have 13 lines in progress')
      expect(said(whispered('marc', 'ops')[0] as never)).toContain(
        'You have 13 lines in progress on rudder/prod; 10 of them are waiting. This one was not run.',
      )
      await expect.poll(() => held(scene), patient).toBe(3)
      await slack.type('rita', 'ops', '/rudder rules')
      await expect
        .poll(() => outbox.deliver().then(() => slack.seen('ops').map(said).join('\n')), patient)
        .toContain('43 rules')
      await expect
        .poll(async () => {
          await world.advance(1_000)
          await outbox.deliver()
          return slack.seen('ops').map(said).join('\n')
        }, patient)
        .toContain('waiting for its turn on rudder/prod, after 3 lines of yours …')
      const { db } = bot.app.context.store
      expect(await db.selectFrom('runs').select('id').where('ending', '=', 'refused').execute()).toEqual([])
      rudder.faults.slow = 0
      bot.slack.abandon()
      await settle()
      expect(last('ops').text).not.toContain('waiting')
    })
  })
})
