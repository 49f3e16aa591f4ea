import { expect, test } from 'vitest'
import { firstMs } from '../../src/slack/progress.ts'
import { mainlySocket, said, startScene } from './scene.ts'

mainlySocket((engine) => {
  test('who asks and where are asked of Slack at once, and the first word follows', async () => {
    const asked = Promise.withResolvers<void>()
    const reading = Promise.withResolvers<void>()
    const answered = Promise.withResolvers<void>()
    const { slack, rudder, world, bot, settle, last } = await startScene(engine, {
      slack: { wait: () => asked.promise },
    })
    for (const method of ['users.info', 'conversations.info']) slack.faults.add({ method, how: 'late', times: 1 })
    rudder.faults.hold = () => {
      reading.resolve()
      return answered.promise
    }
    const before = slack.calls.length
    const since = () => slack.calls.slice(before).map(({ method }) => method)
    await slack.type('ana', 'ops', '/rudder compliance')
    await expect.poll(() => since().sort()).toEqual(['conversations.info', 'users.info'])
    asked.resolve()
    await reading.promise
    await world.advance(firstMs)
    await expect
      .poll(async () => {
        await bot.slack.outbox.deliver()
        return since().sort()
      })
      .toEqual(['chat.postMessage', 'conversations.info', 'users.info'])
    expect(said(last('ops'))).toContain('reading the compliance of all nodes …')
    rudder.faults.hold = undefined
    answered.resolve()
    await settle()
    expect(said(last('ops'))).toContain('% compliant')
  })
})
