import { describe, expect, test } from 'vitest'
import { mainlySocket, startScene } from './scene.ts'

const profile = { id: 'B0OTHER', app_id: 'A0OTHER', team_id: 'T0ACME', name: 'Other', deleted: false }

mainlySocket((engine) => {
  describe('another bot', () => {
    test('is not answered, whatever shows that it is one', async () => {
      const { slack, settle, type, world, rudder } = await startScene(engine)
      await type('marc', 'ops', '/cox whoami')
      const before = rudder.requests.length
      const events = [
        { bot_id: 'B0OTHER' },
        { bot_profile: profile },
        { subtype: 'bot_message' },
        { user: 'USLACKBOT' },
        { user: slack.ids.botUser },
        { user: undefined },
        { app_id: slack.ids.app },
      ]
      for (const [who, place, text] of [
        ['marc', 'ops', '@coxswain rudder compliance'],
        ['marc', slack.direct('marc'), 'rudder compliance'],
      ] as const) {
        const seen = () => slack.seen(place, 'marc').filter(({ user }) => user === slack.ids.botUser).length
        const answered = seen()
        for (const event of events) {
          await slack.type(who, place, text, { event })
          await settle()
          expect(seen(), JSON.stringify(event)).toBe(answered)
        }
        for (const change of [{ is_bot: true }, { is_bot: false, is_workflow_bot: true }]) {
          slack.change('marc', change)
          world.leap(5 * 60_000 + 1)
          await type(who, place, text)
          expect(seen(), JSON.stringify(change)).toBe(answered)
        }
        slack.change('marc', { is_bot: false, is_workflow_bot: false })
        world.leap(5 * 60_000 + 1)
      }
      expect(rudder.requests.length).toBe(before)
    })

    test('that presses a button is not answered and decides nothing', async () => {
      const { slack, type, press, last, now, whispered, world, rudder } = await startScene(engine)
      await type('ana', 'ops', '/rudder rule disable SSH hardening because lockout')
      const proposal = last('ops')
      slack.change('marc', { is_bot: true })
      world.leap(5 * 60_000 + 1)
      await press('marc', proposal, 'confirm')
      expect(whispered('marc', 'ops')).toEqual([])
      expect(now(proposal)).toEqual(proposal)
      expect(rudder.writes()).toEqual([])
    })
  })

  describe('an e-mail that Slack does not tell', () => {
    test('hidden, not confirmed, or kept from the app: each is said, and what to do about it', async () => {
      const { slack, type, whispered, world, last } = await startScene(engine)
      slack.change('ana', { email: undefined })
      await type('ana', 'ops', '/rudder compliance')
      const text = JSON.stringify(whispered('ana', 'ops').at(-1)?.blocks)
      expect(text).toContain('your e-mail is hidden in your Slack profile')
      expect(text).toContain('slack:T0ACME/U07ANA')
      expect(text).not.toMatch(/rudder:rules|users:read|scope/)
      await type('ana', 'ops', '/cox whoami')
      expect(JSON.stringify(whispered('ana', 'ops').at(-1)?.blocks)).toContain('hidden in your Slack profile')
      slack.change('ana', { email: 'ana@acme.example', is_email_confirmed: false })
      world.leap(5 * 60_000 + 1)
      await type('ana', 'ops', '/rudder compliance')
      expect(whispered('ana', 'ops').at(-1)?.text).toContain('your e-mail in Slack isn’t confirmed')
      slack.change('ana', { is_email_confirmed: true })
      world.leap(5 * 60_000 + 1)
      await type('ana', 'ops', '/rudder compliance')
      expect(last('ops').text).toContain('% compliant')
      expect(world.lines.filter(({ level }) => level === 'error')).toEqual([])
    })

    test('the app lacks the scope: that is said, and not that a profile hides it', async () => {
      const some = ['commands', 'chat:write', 'app_mentions:read', 'im:history', 'users:read']
      const { type, whispered } = await startScene(engine, {
        slack: { scopes: [...some, 'channels:read', 'groups:read'] },
      })
      await type('ana', 'ops', '/rudder compliance')
      expect(whispered('ana', 'ops').at(-1)?.text).toContain('grant it users:read.email')
    })
  })

  describe('what can be done in this conversation', () => {
    test('in a group message nobody is told to invite the bot', async () => {
      const { slack, type, whispered, settle } = await startScene(engine)
      const line = '/rudder rule disable SSH hardening because lockout'
      await type('ana', 'war-room', line)
      expect(whispered('ana', 'war-room').at(-1)?.text).toContain('/invite @coxswain')
      const sent = slack.deliveries.at(-1)
      if (!sent) throw new Error('nothing was sent')
      const fields = new URLSearchParams(slack.written('ana', 'war-room', line))
      fields.set('channel_name', 'mpdm-ana--marc--rita-1')
      await slack.again(sent, { body: fields.toString(), resign: true })
      await settle()
      const told = whispered('ana', 'war-room').at(-1)?.text
      expect(told).toContain('I am not in this group message')
      expect(told).not.toContain('/invite')
    })
  })
})
