import { expect, test } from 'vitest'
import { buttons, mainlyHttp, said, startScene } from '../scene.ts'
import { failing, minute } from './setup.ts'

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
})
