import { expect, test } from 'vitest'
import { buttons, mainlyHttp, mainlySocket, said, startScene } from '../scene.ts'
import { failing, failOn, minute, replies, titles } from './setup.ts'

const place = 'rudder/prod: compliance SSH hardening'

mainlyHttp((stand) => {
  test('a watch: one alert, worse, on it, resolved, all in one message and its thread', async () => {
    const scene = await startScene(stand)
    const { type, press, pass, now, slack, rudder } = scene
    await type('ana', 'ops', failing)
    expect(titles(scene)).toEqual([
      '✓ Applied: watch 1 on rudder/prod: compliance SSH hardening, every 5m when failing &gt; 10',
    ])
    await pass(5 * minute)
    expect(titles(scene)).toHaveLength(1)
    await pass(5 * minute)
    const [, alert] = slack.seen('ops')
    if (!alert) throw new Error('there is no alert')
    expect(alert.text).toContain(`ALERT ${place}: failing 19 since 09:05 UTC.`)
    expect(said(alert)).toContain('jump-01')
    expect(buttons(alert)).toEqual(['on-it', 'snooze', 'next:0', 'next:1', 'next:2'])

    failOn(rudder, 40)
    await pass(5 * minute)
    expect(now(alert).text).toContain(`ALERT ${place}: failing 40 since 09:05 UTC, rising.`)
    expect(replies(scene)).toEqual([`also in the channel: WORSE ${place}: failing 40 (over 10)`])

    await press('marc', now(alert), 'on-it')
    expect(now(alert).text).toContain(`ON IT (marc) ${place}: failing 40 since 09:05 UTC, rising.`)
    expect(buttons(now(alert))).toEqual(['snooze', 'next:0', 'next:1', 'next:2'])
    await press('rita', now(alert), 'next:1')
    expect(scene.last('ops').text).toContain('40 nodes')

    failOn(rudder, 2)
    await pass(5 * minute)
    await pass(5 * minute)
    expect(now(alert).text).toContain(`RESOLVED ${place}: failing 19 → 2. Lasted 20 min. On it: marc, after 5 min.`)
    expect(buttons(now(alert))).toEqual([])
    expect(replies(scene).slice(1)).toEqual([
      'marc is on it.',
      'Better, not over yet: failing 19 → 2.',
      'RESOLVED: failing 19 → 2',
    ])
    expect(titles(scene)).toHaveLength(4)
    await pass(60 * minute)
    expect(titles(scene)).toHaveLength(4)
  })

  test('a snooze says when it is over if the alert is still open; a button on an alert that is over does nothing', async () => {
    const scene = await startScene(stand)
    const { type, press, pass, now, slack, rudder, whispered } = scene
    await type('ana', 'ops', failing)
    await pass(5 * minute)
    await pass(5 * minute)
    const [, alert] = slack.seen('ops')
    if (!alert) throw new Error('there is no alert')
    await press('marc', alert, 'snooze')
    expect(now(alert).text).toContain('Snoozed until 10:10:00 UTC.')
    failOn(rudder, 41)
    for (let passed = 0; passed < 55; passed += 5) await pass(5 * minute)
    expect(replies(scene)).toEqual(['marc snoozed it for 1 h.'])
    await pass(5 * minute)
    expect(replies(scene).at(-1)).toBe(`also in the channel: STILL OPEN ${place}: failing 41 (over 10)`)
    const open = now(alert)
    failOn(rudder, 0)
    await pass(5 * minute)
    await pass(5 * minute)
    expect(now(alert).text).toContain('RESOLVED')
    // Somebody's page still shows the button.
    const { press: late } = slack
    await late('marc', { ...open }, 'on-it').catch(() => {})
    await scene.settle()
    expect(now(alert).text).toContain('RESOLVED')
    expect(whispered('marc', 'ops').length).toBeLessThanOrEqual(1)
  })

  test('an alert of a rule that is disabled is no longer checked', async () => {
    const scene = await startScene(stand)
    const { type, pass, now, slack, rule } = scene
    await type('ana', 'ops', failing)
    await pass(5 * minute)
    await pass(5 * minute)
    const [, alert] = slack.seen('ops')
    if (!alert) throw new Error('there is no alert')
    rule('SSH hardening').enabled = false
    await pass(5 * minute)
    expect(now(alert).text).toContain(`NO LONGER CHECKED ${place}: failing 19.`)
    expect(now(alert).text).toContain('is disabled, so no node is checked for it.')
    rule('SSH hardening').enabled = true
    await pass(5 * minute)
    await pass(5 * minute)
    expect(titles(scene).at(-1)).toContain('ALERT')
    expect(titles(scene)).toHaveLength(3)
  })

  test('missed runs are made up for once, or left out if the watch says so', async () => {
    const scene = await startScene(stand)
    const { type, pass, slack } = scene
    const reads = () => scene.rudder.requests.length
    await type('ana', 'ops', '/rudder watch rule SSH hardening every 1h skip missed')
    await type('ana', 'ops', '/rudder watch rule SSH hardening every 1h')
    const before = slack.seen('ops').length
    await pass(5 * 60 * minute + 30 * minute)
    expect(slack.seen('ops')).toHaveLength(before + 1)
    const read = reads()
    await pass(5 * minute)
    expect(reads()).toBe(read)
    await pass(25 * minute)
    expect(slack.seen('ops')).toHaveLength(before + 3)
  })

  test('a connection that does not answer is one message for all watches, which says when it is back', async () => {
    const scene = await startScene(stand)
    const { type, pass, slack, rudder } = scene
    await type('ana', 'ops', failing)
    await type('ana', 'ops', '/rudder watch compliance every 5m when silent > 10000')
    await pass(5 * minute)
    rudder.faults.down = true
    await pass(5 * minute)
    expect(titles(scene)).toHaveLength(2)
    await pass(5 * minute)
    const blind = slack.seen('ops').at(-1)
    if (!blind) throw new Error('nothing was posted')
    expect(blind.text).toMatch(
      /^BLIND rudder\/prod: no answer\. Since 09:10:\d\d UTC; \d readings failed\. The last reason: it can't be reached\./,
    )
    expect(said(blind)).toContain('2 watches wait: 1, 2.')
    expect(titles(scene)).toHaveLength(3)
    rudder.faults.down = false
    await pass(5 * minute)
    expect(scene.now(blind).text).toMatch(/^BACK rudder\/prod: it answers again, after 10 min/)
  })
})

mainlySocket((stand) => {
  test('a restart between two readings, and a second replica, change nothing', async () => {
    const scene = await startScene(stand)
    const { type, press, pass, now, slack, rudder, bot, startReplica } = scene
    await type('ana', 'ops', failing)
    await pass(5 * minute)
    await bot.stop()
    await startReplica()
    await startReplica()
    await pass(5 * minute)
    expect(titles(scene)).toHaveLength(2)
    const [, alert] = slack.seen('ops')
    if (!alert) throw new Error('there is no alert')
    expect(alert.text).toContain('ALERT')
    await press('marc', alert, 'on-it')
    failOn(rudder, 0)
    await pass(5 * minute)
    const second = await startReplica()
    await pass(5 * minute)
    await second.stop()
    expect(now(alert).text).toContain('RESOLVED')
    expect(slack.calls.filter(({ method }) => method === 'chat.postMessage')).toHaveLength(6)
  })
})
