import { expect, test } from 'vitest'
import { mainlySqlite } from '../store/engines.ts'
import { startScene } from './setup.ts'

const ids = (count: number) => Array.from({ length: count }, (_, n) => `m${n}`)

mainlySqlite((engine) => {
  test('once Slack has limited a conversation, its messages go a second apart; those of others don’t', async () => {
    const { base, outbox, slack, say } = await startScene(engine)
    const begin = base.clock.now()
    let limits = 1
    slack.plan = ({ channel }, apply) =>
      channel === 'C1' && limits-- > 0 ? { how: 'limited', waitMs: 2_000 } : apply()
    for (const id of ids(5)) await say(id, id, 'C1')
    await outbox.deliver()
    for (const id of ids(5)) await say(`other ${id}`, id, 'C2')
    for (let n = 0; n < 8; n++) {
      await outbox.deliver()
      await base.advance(1_000)
    }
    const at = (channel: string) =>
      slack.calls.filter((call) => call.channel === channel).map((call) => (call.at - begin) / 1_000)
    expect(at('C1')).toEqual([0, 2, 3, 4, 5, 6])
    expect(at('C2')).toEqual([0, 0, 0, 0, 0])
    expect(slack.shows('C1')).toEqual(ids(5).map((id) => `${id}.`))
  })

  test('after some seconds without a message some may go at once again', async () => {
    const { base, outbox, slack, say } = await startScene(engine)
    let limits = 1
    slack.plan = (_, apply) => (limits-- > 0 ? { how: 'limited', waitMs: 1_000 } : apply())
    await say('first', 'first')
    await outbox.deliver()
    await base.advance(1_000)
    await outbox.deliver()
    await base.advance(5_000)
    for (const id of ids(3)) await say(id, id)
    await outbox.deliver()
    expect(slack.shows('C1')).toEqual(['first.', 'm0.', 'm1.', 'm2.'])
  })

  test('however many conversations wait, others are served', async () => {
    const { base, outbox, slack, say } = await startScene(engine)
    const limited = new Set<string>()
    slack.plan = ({ channel }, apply) => {
      if (channel === 'C999' || limited.has(channel)) return apply()
      limited.add(channel)
      return { how: 'limited', waitMs: 1_000 }
    }
    for (let n = 0; n < 60; n++) for (const id of ids(2)) await say(`${n} ${id}`, id, `C${n}`)
    await outbox.deliver()
    await base.advance(1_000)
    await outbox.deliver()
    await say('urgent', 'urgent', 'C999')
    await outbox.deliver()
    expect(slack.shows('C999')).toEqual(['urgent.'])
  })
})
