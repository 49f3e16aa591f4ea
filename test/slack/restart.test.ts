import { expect, test } from 'vitest'
import { buttons, mainlySocket, type Scene, startScene } from './scene.ts'

const line = '/rudder rule disable SSH hardening because lockout on jump hosts'

/** Rudder answers nothing any more; resolves when it is first asked. */
const hang = ({ faults }: Scene['rudder']) =>
  new Promise<void>((resolve) => {
    faults.slow = 60_000
    faults.only = () => {
      resolve()
      return true
    }
  })

mainlySocket((engine) => {
  test('a press after a restart counts, and the old message shows what became of it', async () => {
    const { type, press, last, now, bot, startReplica, rudder } = await startScene(engine)
    await type('ana', 'ops', line)
    const proposal = last('ops')
    await bot.stop()
    expect((await press('ana', proposal, 'confirm')).failed).toBe('dispatch_failed')
    await startReplica()
    await press('ana', proposal, 'confirm')
    expect(now(proposal).text).toContain('Disabled rule “SSH hardening”')
    expect(buttons(now(proposal))).toEqual(['undo'])
    expect(rudder.writes()).toHaveLength(1)
  })

  test('stopped between the outcome and the edit: the next one brings the message to the truth', async () => {
    const { type, press, last, now, bot, startReplica, slack, pass } = await startScene(engine)
    await type('ana', 'ops', line)
    const proposal = last('ops')
    slack.faults.add({ method: 'chat.update', how: 'down' })
    await press('ana', proposal, 'confirm')
    expect(buttons(now(proposal))).toContain('confirm')
    await bot.stop()
    slack.faults.clear()
    await startReplica()
    await pass(120_000)
    expect(now(proposal).text).toContain('Disabled rule “SSH hardening”')
    expect(buttons(now(proposal))).toEqual(['undo'])
  })

  test('an event that was acknowledged in the last moment is answered', async () => {
    const { slack, bot, whispered } = await startScene(engine)
    const typed = await slack.type('ana', 'ops', '@coxswain rudder rules ssh')
    expect(typed?.status).toBe(200)
    await bot.stop()
    const answers = slack.seen('ops').filter(({ user }) => user === slack.ids.botUser)
    expect([...answers, ...whispered('ana', 'ops')]).toHaveLength(1)
  })

  test('stopped while it reads: who asked is told at once, and nobody waits for Rudder', async () => {
    const { type, slack, bot, rudder, whispered } = await startScene(engine)
    await type('ana', 'ops', '/rudder rules')
    const heard = hang(rudder)
    await slack.type('ana', 'ops', '/rudder compliance')
    await heard
    await bot.stop()
    expect(whispered('ana', 'ops').at(-1)?.text).toContain('The bot is being stopped. Ask again in a minute.')
    expect(slack.seen('ops')).toHaveLength(1)
  })

  if (engine.name === 'postgres') {
    test('another replica gets the press', async () => {
      const { type, press, last, now, startReplica, slack, rudder, world, settle } = await startScene(engine)
      await type('ana', 'ops', line)
      const proposal = last('ops')
      await startReplica()
      await press('ana', proposal, 'confirm')
      expect(now(proposal).text).toContain('Disabled rule “SSH hardening”')
      expect(rudder.writes()).toHaveLength(1)
      const delivered = slack.deliveries.at(-1)
      if (!delivered) throw new Error('nothing was delivered')
      await slack.again(delivered)
      await settle()
      expect(world.counted).toContainEqual({ name: 'dropped', labels: { why: 'repeat' } })
      expect(slack.calls.filter(({ method }) => method === 'chat.postMessage')).toHaveLength(1)
    })
    test('a process that is gone in the middle of a question: who asked is told once, by another', async () => {
      const { type, slack, startReplica, rudder, world, last } = await startScene(engine)
      await type('ana', 'ops', '/rudder rules')
      const heard = hang(rudder)
      await slack.type('ana', 'ops', '/rudder compliance')
      await heard
      const other = await startReplica()
      world.leap(61_000)
      for (const _ of [1, 2]) {
        await other.jobs.tick()
        await other.slack.outbox.deliver()
      }
      const direct = slack.direct('ana')
      expect(slack.seen(direct)).toHaveLength(1)
      expect(last(direct).text).toContain('The answer to this got lost: the bot was stopped while it worked on it')
      expect(buttons(last(direct))).toEqual(['next:0'])
    })
  }
})
