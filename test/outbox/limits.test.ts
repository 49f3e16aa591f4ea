import { expect, test } from 'vitest'
import { mainlySqlite } from '../store/engines.ts'
import { startScene } from './setup.ts'
import type { Plan } from './slack.ts'

/** Slack limits one method in one conversation until that time. */
const limitedUntil =
  (time: number, method: string, channel: string): Plan =>
  (call, apply) =>
    call.method === method && call.channel === channel && call.at < time
      ? { how: 'limited', waitMs: time - call.at }
      : apply()

mainlySqlite((engine) => {
  test('a limit on posts holds for its conversation alone, in every replica, and is obeyed', async () => {
    const scene = await startScene(engine)
    const { base, slack } = scene
    const other = await scene.replica()
    const until = base.clock.now() + 30_000
    slack.plan = limitedUntil(until, 'post', 'C1')
    for (const n of [1, 2, 3]) await scene.say(`a${n}`, `a${n}`, 'C1')
    await scene.say('b1', 'b1', 'C2')
    await scene.settle([scene.outbox, other.outbox], 29)
    expect([slack.shows('C1'), slack.shows('C2')]).toEqual([[], ['b1.']])
    expect(slack.calls.filter(({ channel }) => channel === 'C1')).toHaveLength(1)
    // Edits of what stands there already go on.
    await scene.settle([other.outbox, scene.outbox], 2)
    expect(slack.shows('C1')).toEqual(['a1.', 'a2.', 'a3.'])
    expect(slack.calls.filter(({ channel, at }) => channel === 'C1' && at < until)).toHaveLength(1)
  })

  test('a limit on posts does not hold back edits, and a limit on edits does not hold back posts', async () => {
    const { base, outbox, slack, say } = await startScene(engine)
    await say('a1', 'v1', 'C1')
    await outbox.deliver()
    slack.plan = limitedUntil(base.clock.now() + 30_000, 'post', 'C1')
    await say('a2', 'new', 'C1')
    await say('a1', 'v2', 'C1')
    await outbox.deliver()
    expect(slack.shows('C1')).toEqual(['v2.'])
    slack.plan = limitedUntil(base.clock.now() + 60_000, 'update', 'C1')
    await base.advance(30_000)
    await say('a1', 'v3', 'C1')
    await outbox.deliver()
    expect(slack.shows('C1')).toEqual(['v2.', 'new.'])
    await base.advance(30_000)
    await outbox.deliver()
    expect(slack.shows('C1')).toEqual(['v3.', 'new.'])
  })

  test('Slack counts edits of all conversations together: after its no none is tried before the time', async () => {
    const { base, outbox, slack, say } = await startScene(engine)
    const ids = Array.from({ length: 10 }, (_, n) => n)
    for (const n of ids) await say(`m${n}`, 'v1', `C${n}`)
    await outbox.deliver()
    slack.plan = limitedUntil(base.clock.now() + 20_000, 'update', 'C0')
    await say('m0', 'v2', 'C0')
    await outbox.deliver()
    for (const n of ids) await say(`m${n}`, 'v3', `C${n}`)
    await base.advance(19_000)
    await outbox.deliver()
    expect(slack.calls.filter(({ method }) => method === 'update')).toHaveLength(1)
    await base.advance(1_000)
    await outbox.deliver()
    expect(slack.messages.map(({ texts }) => texts.at(-1))).toEqual(ids.map(() => 'v3.'))
  })

  test('under a limit many versions become one edit', async () => {
    const { base, outbox, slack, say } = await startScene(engine)
    await say('m1', 'v1')
    await outbox.deliver()
    slack.plan = limitedUntil(base.clock.now() + 10_000, 'update', 'C1')
    for (let n = 2; n <= 9; n++) {
      await say('m1', `v${n}`)
      await outbox.deliver()
      await base.advance(1_000)
    }
    await base.advance(5_000)
    await outbox.deliver()
    expect(slack.messages[0]?.texts).toEqual(['v1.', 'v9.'])
  })

  test('a limit without a time is taken for a second', async () => {
    const { base, outbox, slack, say } = await startScene(engine)
    slack.plan = () => ({ how: 'limited', waitMs: 0 })
    await say('m1', 'v1')
    await outbox.deliver()
    expect(slack.calls).toHaveLength(1)
    await base.advance(1_000)
    slack.plan = (_, apply) => apply()
    await outbox.deliver()
    expect(slack.shows('C1')).toEqual(['v1.'])
  })

  test.each([
    [60_000, 'v1.'],
    [61_000, 'v1. LATE: sent 1 min late: Slack held me back.'],
    [8 * 60_000, 'v1. LATE: sent 8 min late: Slack held me back.'],
  ])('a message that Slack held back for %d ms says so from a minute on', async (ms, text) => {
    const { base, outbox, slack, say } = await startScene(engine)
    slack.plan = limitedUntil(base.clock.now() + ms, 'post', 'C1')
    await say('m1', 'v1')
    await outbox.deliver()
    await base.advance(ms)
    await outbox.deliver()
    expect(JSON.stringify(slack.messages[0]?.blocks)).toEqual(
      text === 'v1.' ? expect.not.stringContaining('LATE') : expect.stringContaining(text.slice(4)),
    )
    // The next version is not late.
    await say('m1', 'v2')
    await outbox.deliver()
    expect(JSON.stringify(slack.messages[0]?.blocks)).not.toContain('LATE')
  })

  test('a message that is late because the bot was away does not blame Slack', async () => {
    const { base, outbox, slack, say } = await startScene(engine)
    await say('m1', 'v1')
    await base.advance(10 * 60_000)
    await outbox.deliver()
    expect(JSON.stringify(slack.messages[0]?.blocks)).toMatch(/LATE: sent 10 min late\./)
  })
})
