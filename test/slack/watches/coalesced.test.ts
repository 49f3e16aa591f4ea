import { expect, test } from 'vitest'
import { buttons, mainlyHttp, said, startScene } from '../scene.ts'
import { failing, failOn, minute, titles } from './setup.ts'

const loud = (yaml: string) => `${yaml}\nalerts: { storm: 50 }\n`

mainlyHttp((stand) => {
  const heldBack = async (settings: (yaml: string) => string, many: number) => {
    const scene = await startScene(stand, { settings })
    const { type, pass, slack } = scene
    for (let one = 1; one <= many; one++) await type('ana', 'ops', failing.replace('> 10', `> ${one}`))
    await pass(5 * minute)
    slack.faults.add({ method: 'chat.postMessage', channel: 'ops', how: 'limited', retryAfter: 240, times: 1 })
    await pass(5 * minute)
    return scene
  }

  test('alerts that Slack holds back are one message that says what has become of each, and its thread when one gets worse', async () => {
    const scene = await heldBack(loud, 9)
    const { pass, slack, rudder, now } = scene
    expect(titles(scene).filter((title) => title.startsWith('ALERT'))).toEqual([])
    await pass(4 * minute)
    const shared = slack.seen('ops').at(-1)
    if (!shared) throw new Error('there is no message')
    expect(shared.text).toContain('9 ALERTS rudder/prod: all are open')
    expect(said(shared)).toContain('LATE: sent 4 min late: Slack held me back.')
    expect(buttons(shared)).toEqual([])
    for (let one = 1; one <= 9; one++)
      expect(said(shared)).toContain(`ALERT rudder/prod: compliance SSH hardening: failing 19 (over ${one})`)
    failOn(rudder, 40)
    await pass(minute)
    const worse = slack.seen('ops').filter(({ subtype }) => subtype === 'thread_broadcast')
    expect(worse).toHaveLength(9)
    expect(worse.every(({ thread_ts: thread }) => thread === shared.ts)).toBe(true)
    expect(worse[0]?.text).toContain('WORSE rudder/prod: compliance SSH hardening: failing 40')
    failOn(rudder, 0)
    await pass(5 * minute)
    await pass(5 * minute)
    expect(now(shared).text).toContain('OVER rudder/prod: all 9 alerts in this message have ended')
    expect(said(now(shared))).toContain('RESOLVED rudder/prod: compliance SSH hardening')
    expect(slack.seen('ops').at(-1)?.ts).toBe(worse.at(-1)?.ts)
  })

  test('in a storm they share a message in its thread', async () => {
    const scene = await heldBack((yaml) => yaml, 12)
    await scene.pass(4 * minute)
    for (let second = 0; second < 3; second++) await scene.pass(1_000)
    const all = scene.slack.seen('ops')
    const storm = all.find(({ text }) => text.startsWith('STORM'))
    const shared = all.filter(({ text }) => /^\d+ ALERTS/.test(text))
    expect(shared.map(({ text }) => text.split(':')[0])).toEqual(['5 ALERTS rudder/prod', '7 ALERTS rudder/prod'])
    expect(shared.map(({ thread_ts: thread }) => thread)).toEqual([undefined, storm?.ts])
  })

  test('if nobody can say whether it arrived, it is sent again and says so', async () => {
    const scene = await heldBack(loud, 4)
    const { pass, slack } = scene
    slack.faults.add({ method: 'chat.postMessage', channel: 'ops', how: 'lost', times: 1 })
    await pass(4 * minute)
    await pass(10_000)
    const shared = slack.seen('ops').filter(({ text }) => text.includes('4 ALERTS'))
    expect(shared.map((one) => said(one).includes('May be a repeat'))).toEqual([false, true])
  })

  test('if Slack refuses it, each owner hears of their alerts', async () => {
    const scene = await heldBack(loud, 4)
    scene.slack.mark('ops', 'archived', true)
    await scene.pass(4 * minute)
    await scene.pass(10_000)
    const told = scene.slack.seen(scene.slack.direct('ana')).map(said)
    const found = told.filter((text) => text.includes('4 ALERTS rudder/prod'))
    expect(found).toHaveLength(1)
    expect(found[0]).toContain('That channel is archived.')
    expect(found[0]).toContain('failing 19 (over 3)')
  })
})
