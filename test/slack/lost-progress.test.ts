import { expect, test } from 'vitest'
import { mainlySocket, said, startScene } from './scene.ts'

mainlySocket((engine) => {
  test('where the message that says how far it has come is lost, the answer is told, and nothing else', async () => {
    const { slack, rudder, pass } = await startScene(engine)
    rudder.faults.slow = 150
    slack.faults.add({ method: 'chat.postMessage', channel: 'C0OPS', how: 'dropped', times: 1 })
    await slack.type('ana', 'ops', '/rudder compliance')
    await pass(1_500)
    expect(slack.calls.filter(({ answered }) => answered === 'dropped')).toHaveLength(1)
    const told = slack.seen(slack.direct('ana')).map(said)
    expect(told).toHaveLength(1)
    expect(told[0]).toContain('95% compliant')
    expect(told[0]).toContain('Slack did not say whether my message arrived there')
  })
})
