import { expect, test } from 'vitest'
import { buttons, mainlyHttp, said, startScene } from '../scene.ts'
import { failing, found, minute } from './setup.ts'

mainlyHttp((stand) => {
  test('if nobody can say whether an alert arrived, its owner hears of it; pressed in the channel, it is kept up to date', async () => {
    const scene = await startScene(stand)
    const { type, press, pass, slack, now } = scene
    await type('ana', 'ops', failing)
    await pass(5 * minute)
    slack.faults.add({ method: 'chat.postMessage', channel: 'ops', how: 'lost', times: 1 })
    await pass(5 * minute)
    const alerts = slack.seen('ops').filter(({ text }) => text.startsWith('ALERT'))
    expect(alerts).toHaveLength(1)
    const told = slack.seen(slack.direct('ana')).at(-1)
    expect(told?.text).toContain('ALERT rudder/prod: compliance SSH hardening: failing 19 since ')
    expect(told && said(told)).toContain('Slack did not say whether my message arrived there.')
    expect(told && buttons(told)).not.toContain('on-it')
    await pass(5 * minute)
    expect(slack.seen('ops').filter(({ text }) => text.startsWith('ALERT'))).toHaveLength(1)
    const [alert] = alerts
    if (!alert) throw new Error('there is no alert')
    await press('marc', alert, 'on-it')
    expect(now(alert).text).toContain('ON IT (marc)')
  })

  test.each([
    ['lost', 'Slack did not say whether my message arrived there.'],
    ['error', 'Slack did not take my message there. (restricted_action)'],
  ] as const)('its owner hears, too, of an answer that a watch posts: %s', async (how, words) => {
    const scene = await startScene(stand)
    await scene.type('ana', 'ops', '/rudder watch compliance SSH hardening every 5m')
    scene.slack.faults.add({ method: 'chat.postMessage', channel: 'ops', how, error: 'restricted_action', times: 1 })
    await scene.pass(5 * minute)
    const told = scene.slack.seen(scene.slack.direct('ana')).map(said)
    expect(told).toHaveLength(1)
    expect(told[0]).toContain('compliant on 41 nodes')
    expect(told[0]).toContain(words)
  })

  test('the owners of all watches that wait hear that a connection can’t be read, if the channel may not', async () => {
    const scene = await startScene(stand)
    const { type, pass, slack, rudder } = scene
    await type('ana', 'ops', failing)
    await type('ana', 'ops', '/rudder watch compliance every 5m when silent > 1000')
    await type('marc', 'ops', '/rudder watch compliance every 5m when failing > 1000')
    rudder.faults.down = true
    slack.faults.add({ method: 'chat.postMessage', channel: 'ops', how: 'lost', times: 1 })
    for (let turn = 0; turn < 3; turn++) await pass(5 * minute)
    expect(found(scene, 'BLIND').text).toContain('rudder/prod')
    for (const owner of ['ana', 'marc'] as const) {
      const told = slack.seen(slack.direct(owner)).filter(({ text }) => text.startsWith('BLIND rudder/prod'))
      expect(told.map(said)).toEqual([expect.stringContaining('Slack did not say whether my message arrived there.')])
    }
  })
})
