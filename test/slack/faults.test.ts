import type { SlackFault } from 'local-slack'
import { describe, expect, test } from 'vitest'
import { buttons, mainlySocket, type Scene, said, startScene } from './scene.ts'

const line = '/rudder rule disable SSH hardening because lockout on jump hosts'

const count = ({ world }: Scene, name: string, labels: object) =>
  world.counted.filter((one) => one.name === name && JSON.stringify(one.labels) === JSON.stringify(labels)).length

/** What is known of calls that failed: each has a log line and a figure. */
const isKnown = (scene: Scene, method: string, answered: string) => {
  expect(count(scene, 'slackCalls', { method, answered })).toBeGreaterThan(0)
  expect(scene.world.lines).toContainEqual(
    expect.objectContaining({ event: 'slack', fields: expect.objectContaining({ method, answered }) }),
  )
}

mainlySocket((engine) => {
  describe('where Slack fails', () => {
    test('429: that channel waits as long as Slack says, and others go on', async () => {
      const scene = await startScene(engine)
      const { type, slack, pass, last } = scene
      slack.faults.add({ method: 'chat.postMessage', channel: 'ops', how: 'limited', retryAfter: 20, times: 1 })
      await type('ana', 'ops', '/rudder rules ssh')
      await type('ana', 'staging', '/rudder rules ssh')
      expect(slack.seen('ops')).toEqual([])
      expect(slack.seen('staging')).toHaveLength(1)
      await pass(19_000)
      expect(slack.seen('ops')).toEqual([])
      await pass(1_500)
      expect(said(last('ops'))).toContain('SSH hardening')
      isKnown(scene, 'chat.postMessage', 'limited')
    })

    test('429 and 5xx on an edit: the message is brought to the truth later', async () => {
      const scene = await startScene(engine)
      const { type, press, slack, last, now, pass, rudder } = scene
      await type('ana', 'ops', line)
      const proposal = last('ops')
      slack.faults.add({ method: 'chat.update', how: 'limited', retryAfter: 10, times: 1 })
      slack.faults.add({ method: 'chat.update', how: 'down', times: 1 })
      await press('ana', proposal, 'confirm')
      expect(buttons(now(proposal))).toContain('confirm')
      await type('ana', 'staging', '/rudder rules ssh')
      expect(slack.seen('staging')).toHaveLength(1)
      await pass(11_000)
      await pass(120_000)
      expect(now(proposal).text).toContain('Disabled rule “SSH hardening”')
      expect(rudder.writes()).toHaveLength(1)
      isKnown(scene, 'chat.update', 'limited')
      isKnown(scene, 'chat.update', 'unsure')
    })

    const lost: readonly [string, Omit<SlackFault, 'method'>, string, string][] = [
      ['answered with 503', { how: 'down' }, 'unsure', 'unsure'],
      ['done, and the answer lost', { how: 'lost' }, 'unsure', 'unsure'],
      ['cut off', { how: 'dropped' }, 'unsure', 'unsure'],
      ['channel_not_found', { how: 'error', error: 'channel_not_found' }, 'refused', 'refused'],
      ['not_in_channel', { how: 'error', error: 'not_in_channel' }, 'refused', 'refused'],
      ['is_archived', { how: 'error', error: 'is_archived' }, 'refused', 'refused'],
    ]
    test('a post that did not arrive, or perhaps: never posted again, and told in the direct messages', async () => {
      const scene = await startScene(engine)
      const { type, slack, last, pass } = scene
      const direct = slack.direct('ana')
      for (const [what, fault, answered, why] of lost) {
        const before = slack.seen(direct).length
        const told = count(scene, 'postsLost', { why })
        slack.faults.add({ method: 'chat.postMessage', channel: 'ops', times: 1, ...fault })
        await type('ana', 'ops', '/rudder rules ssh')
        expect(slack.seen(direct), what).toHaveLength(before + 1)
        expect(said(last(direct)), what).toContain('SSH hardening')
        expect(said(last(direct)), what).toMatch(/Slack did not|I am not in that conversation|That channel is archived/)
        expect(count(scene, 'postsLost', { why }), what).toBe(told + 1)
        isKnown(scene, 'chat.postMessage', answered)
        scene.world.leap(2_000)
      }
      await pass(120_000)
      // Only the one that was done is there, and once.
      expect(slack.seen('ops')).toHaveLength(1)
      expect(scene.world.lines.filter(({ event }) => event === 'outbox.lost')).toHaveLength(lost.length)
    })

    test('a proposal that could not be shown is told of, without its buttons', async () => {
      const scene = await startScene(engine)
      const { type, slack, last, rudder } = scene
      slack.faults.add({ method: 'chat.postMessage', channel: 'ops', how: 'error', error: 'is_archived', times: 1 })
      await type('ana', 'ops', line)
      const told = last(slack.direct('ana'))
      expect(said(told)).toContain('could not be shown where you asked')
      expect(buttons(told)).not.toContain('confirm')
      expect(rudder.writes()).toEqual([])
    })

    test('a response URL that leads nowhere: an ephemeral note, and where that fails the direct messages', async () => {
      const scene = await startScene(engine)
      const { type, slack, whispered, last } = scene
      slack.faults.add({ method: 'response', how: 'error', error: 'used_url', times: 1 })
      slack.faults.add({ method: 'response', how: 'down' })
      await type('ana', 'ops', '/cox whoami')
      expect(whispered('ana', 'ops').at(-1)?.text).toContain('You are ana')
      expect(slack.calls.at(-1)?.method).toBe('chat.postEphemeral')
      isKnown(scene, 'response', 'refused')
      slack.faults.add({ method: 'chat.postEphemeral', how: 'down' })
      await type('ana', 'ops', '/cox whoami')
      expect(last(slack.direct('ana')).text).toContain('You are ana')
      isKnown(scene, 'chat.postEphemeral', 'unsure')
      // Where the bot is not, the answer to a read is not lost either.
      await type('ana', 'random', '/rudder rules ssh')
      expect(said(last(slack.direct('ana')))).toContain('SSH hardening')
    })

    test('an answer after more than half an hour finds the person all the same', async () => {
      const { type, press, slack, last, whispered, world, settle } = await startScene(engine)
      await type('ana', 'ops', line)
      world.leap(31 * 60_000)
      await press('marc', last('ops'), 'confirm')
      const pressed = slack.deliveries.at(-1)
      if (!pressed) throw new Error('nothing was pressed')
      world.leap(31 * 60_000)
      const body = pressed.body.replace(/%22trigger_id%22%3A%22/, '%22trigger_id%22%3A%22again')
      const before = whispered('marc', 'ops').length
      expect((await slack.again(pressed, { body, resign: true })).status).toBe(200)
      await settle()
      expect(slack.calls.findLast(({ method }) => method === 'response')?.answered).toBe('expired_url')
      expect(whispered('marc', 'ops')).toHaveLength(before + 1)
    })

    test('a form that Slack does not open: what to type instead', async () => {
      const scene = await startScene(engine)
      const { type, press, slack, whispered, rudder, last } = scene
      rudder.state.settings.mandatory_change_message = true
      await type('ana', 'ops', '/rudder rule disable SSH hardening')
      slack.faults.add({ method: 'views.open', how: 'error', error: 'expired_trigger_id' })
      await press('ana', whispered('ana', 'ops').at(-1) ?? last('ops'), 'form')
      expect(whispered('ana', 'ops').at(-1)?.text).toContain('type the line with its values')
      isKnown(scene, 'views.open', 'refused')
    })

    test('a message that was deleted in Slack: what became of it is told in the direct messages', async () => {
      const scene = await startScene(engine)
      const { type, press, slack, last, rule } = scene
      await type('ana', 'ops', line)
      slack.faults.add({ method: 'chat.update', how: 'error', error: 'message_not_found' })
      await press('ana', last('ops'), 'confirm')
      expect(rule('SSH hardening').enabled).toBe(false)
      expect(count(scene, 'postsLost', { why: 'refused' })).toBe(1)
      expect(said(last(slack.direct('ana')))).toMatch(/SSH hardening|could not be shown/)
    })
  })
})
