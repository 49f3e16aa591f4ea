import { expect, test } from 'vitest'
import { mainlyHttp, said, startScene } from '../scene.ts'
import { failing, minute } from './setup.ts'

mainlyHttp((stand) => {
  const raised = async (before: (scene: Awaited<ReturnType<typeof startScene>>) => void, later: number) => {
    const scene = await startScene(stand)
    const { type, pass, slack } = scene
    await type('ana', 'ops', failing)
    await pass(5 * minute)
    before(scene)
    await pass(5 * minute)
    await pass(later)
    const alert = slack.seen('ops').find(({ text }) => text.startsWith('ALERT'))
    if (!alert) throw new Error('there is no alert')
    return { ...scene, alert }
  }

  test('an alert that Slack held back says when it was sent, and when its figures were read; the next version does not', async () => {
    const { alert, pass, press, now } = await raised(
      ({ slack }) =>
        slack.faults.add({ method: 'chat.postMessage', channel: 'ops', how: 'limited', retryAfter: 240, times: 1 }),
      4 * minute,
    )
    expect(said(alert)).toContain('LATE: ')
    expect(said(alert)).toMatch(/LATE: sent .*\|09:14:\d\d UTC>.*, read .*\|09:10:\d\d UTC>.*: Slack held me back\./s)
    await press('marc', alert, 'on-it')
    expect(said(now(alert))).not.toContain('LATE')
    await pass(minute)
  })

  test('one that is sent at once does not', async () => {
    const { alert } = await raised(() => {}, 1_000)
    expect(said(alert)).not.toContain('LATE')
  })
})
