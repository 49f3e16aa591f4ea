import { verifySlackRequest } from '@slack/bolt'
import { describe, expect, test } from 'vitest'
import { type Got, payloadOf, startSlack, withButtons } from './start-slack.ts'

const verify = ({ body, headers }: Got, signingSecret: string, nowMilliseconds: number) =>
  verifySlackRequest({
    signingSecret,
    body,
    nowMilliseconds,
    headers: {
      'x-slack-signature': String(headers['x-slack-signature']),
      'x-slack-request-timestamp': Number(headers['x-slack-request-timestamp']),
    },
  })

const fieldsOf = (got: Got | undefined) => Object.fromEntries(new URLSearchParams(got?.body))

test('the certificate is looked at without a signature', async () => {
  const { slack, bot } = await startSlack()
  expect((await slack.checkCertificate()).status).toBe(200)
  expect(fieldsOf(bot.got[0])).toEqual({ ssl_check: '1', token: expect.any(String) })
  expect(Object.keys(bot.got[0]?.headers ?? {}).filter((name) => name.startsWith('x-slack'))).toEqual([])
})

describe('slash commands', () => {
  test('are signed, and carry what Slack sends', async () => {
    const { slack, bot, watch } = await startSlack()
    const delivered = await slack.type('ana', 'ops', '/rudder rule disable SSH hardening')
    expect(delivered).toMatchObject({ kind: 'command', status: 200, answer: '' })
    const [got] = bot.got as [Got]
    verify(got, slack.signingSecret, watch.now)
    expect(() => verify(got, 'another secret', watch.now)).toThrow('signature mismatch')
    expect(got.headers['content-type']).toBe('application/x-www-form-urlencoded')
    expect(fieldsOf(got)).toEqual({
      token: expect.any(String),
      team_id: 'T0ACME',
      team_domain: 'acme',
      channel_id: 'C0OPS',
      channel_name: 'ops',
      user_id: 'U07ANA',
      user_name: 'ana',
      command: '/rudder',
      text: 'rule disable SSH hardening',
      api_app_id: slack.ids.app,
      is_enterprise_install: 'false',
      response_url: expect.stringMatching(new RegExp(`^${slack.url}/response/\\w+$`)),
      trigger_id: expect.any(String),
    })
    expect(slack.deliveries).toEqual([delivered])
  })

  const typed = [
    ['who is @marc or @nobody', 'who is <@U03MARC|marc> or @nobody'],
    ['in #ops, #none', 'in <#C0OPS|ops>, #none'],
    ['a < b & c > d', 'a &lt; b &amp; c &gt; d'],
    ['<!channel> <@U0NONE> <https://x|y>', '&lt;!channel&gt; &lt;@U0NONE&gt; &lt;https://x|y&gt;'],
    ['see https://rudder.example/rule', 'see <https://rudder.example/rule>'],
    ['node web-1.acme.net', 'node <http://web-1.acme.net|web-1.acme.net>'],
    ['for ana@acme.example', 'for <mailto:ana@acme.example|ana@acme.example>'],
    ['v1.2.3, file.txt and “SSH” –on', 'v1.2.3, file.txt and “SSH” –on'],
  ] as const
  test.for(typed)('%s', async ([text, sent]) => {
    const { slack, bot } = await startSlack()
    await slack.type('ana', 'ops', `/rudder ${text}`)
    expect(fieldsOf(bot.got[0]).text).toBe(sent)
  })

  test('as typed where the app did not ask for more', async () => {
    const { slack, bot } = await startSlack({ escapes: false })
    await slack.type('ana', 'ops', '/RUDDER  @marc <x>')
    expect(fieldsOf(bot.got[0])).toMatchObject({ command: '/rudder', text: '@marc <x>' })
  })

  test('in a direct conversation and a private channel', async () => {
    const { slack, bot } = await startSlack()
    await slack.type('ana', slack.direct('ana'), '/rudder')
    await slack.type('ana', 'war-room', '/rudder')
    expect(bot.got.map((one) => fieldsOf(one).channel_name)).toEqual(['directmessage', 'privategroup'])
    expect(fieldsOf(bot.got[0])).toMatchObject({ channel_id: slack.direct('ana'), text: '' })
  })

  test('unknown ones, in threads, and of people of elsewhere: Slack itself says so, to that person', async () => {
    const { slack, client, bot } = await startSlack()
    const { ts = '' } = await client.chat.postMessage({ channel: 'C0PARTNERS', text: 'x' })
    expect(await slack.type('ana', 'partners', '/rudre compliance')).toBeUndefined()
    expect(await slack.type('sam', 'partners', '/rudder compliance')).toBeUndefined()
    expect(await slack.type('ana', 'partners', '/rudder compliance', { thread: ts })).toBeUndefined()
    expect(bot.got).toEqual([])
    expect(slack.seen('partners', 'ana').slice(1)).toMatchObject([
      {
        user: 'USLACKBOT',
        system: true,
        onlyFor: 'U07ANA',
        text: expect.stringContaining('`/rudre` is not a valid command'),
      },
      { thread_ts: ts, text: '/rudder is not supported in threads. Sorry!' },
    ])
    expect(slack.seen('partners', 'sam').at(-1)?.text).toContain('not a valid command')
    expect(slack.seen('partners')).toHaveLength(1)
  })

  test('an answer in the acknowledgement', async () => {
    const { slack, bot } = await startSlack()
    const type = 'application/json'
    bot.says = { body: 'plain' }
    await slack.type('ana', 'random', '/rudder')
    bot.says = { body: '{"text":"to all","response_type":"in_channel"}', headers: { 'content-type': type } }
    await slack.type('ana', 'random', '/rudder')
    bot.says = { body: '{"text":"x","blocks":[{"type":"actions","elements":[]}]}' }
    await slack.type('ana', 'random', '/rudder')
    expect(slack.seen('random', 'marc').map(({ text }) => text)).toEqual(['to all'])
    expect(slack.seen('random', 'ana').map(({ text, onlyFor }) => [text, onlyFor])).toEqual([
      ['plain', 'U07ANA'],
      ['to all', undefined],
      ['/rudder failed with the error "invalid_blocks"', 'U07ANA'],
    ])
  })

  test('who is not there cannot type there', async () => {
    const { slack } = await startSlack()
    await expect(slack.type('gus', 'ops', '/rudder')).rejects.toThrow('gus is not in ops')
    await expect(slack.type('nobody', 'ops', '/rudder')).rejects.toThrow('nobody is called nobody')
    await expect(slack.type('ana', 'none', '/rudder')).rejects.toThrow('there is no channel none')
  })
})

describe('no acknowledgement', () => {
  const cases = [
    ['too late', { afterMs: 2_000 }, 'operation_timeout', 0],
    ['a failure', { status: 500, body: 'no' }, 'dispatch_failed', 500],
    ['elsewhere', { status: 302, headers: { location: '/' } }, 'dispatch_failed', 302],
  ] as const
  test.for(cases)('%s: the person is told by Slack', async ([, says, failed, status]) => {
    const { slack, client, bot } = await startSlack({ ackMs: 100 })
    const message = await client.chat.postMessage({ channel: 'C0OPS', ...withButtons('Go') })
    bot.says = says
    expect(await slack.type('ana', 'ops', '/rudder')).toMatchObject({ status, failed })
    expect(await slack.press('ana', { channel: 'C0OPS', ts: message.ts ?? '' }, 'Go')).toMatchObject({ status, failed })
    expect(slack.seen('ops', 'ana').slice(1)).toMatchObject([
      { onlyFor: 'U07ANA', system: true, text: `/rudder failed with the error "${failed}"` },
      { onlyFor: 'U07ANA', system: true, text: `“Go” failed with the error "${failed}"` },
    ])
    expect(slack.seen('ops')).toHaveLength(1)
  })

  test('nobody listens', async () => {
    const { slack } = await startSlack()
    slack.deliverTo('http://127.0.0.1:9/slack/events')
    expect(await slack.type('ana', 'ops', '/rudder')).toMatchObject({ status: 0, failed: 'dispatch_failed' })
  })
})

describe('presses', () => {
  test('carry the whole message, who pressed, and what', async () => {
    const { slack, client, bot } = await startSlack()
    const { ts = '' } = await client.chat.postMessage({ channel: 'C0OPS', ...withButtons('Disable', 'Cancel') })
    await slack.press('marc', { channel: 'C0OPS', ts }, 'Can')
    expect(payloadOf(bot.got[0] as Got)).toMatchObject({
      type: 'block_actions',
      user: { id: 'U03MARC', username: 'marc', name: 'marc', team_id: 'T0ACME' },
      api_app_id: slack.ids.app,
      team: { id: 'T0ACME', domain: 'acme' },
      channel: { id: 'C0OPS', name: 'ops' },
      container: { type: 'message', message_ts: ts, channel_id: 'C0OPS', is_ephemeral: false },
      message: {
        type: 'message',
        ts,
        user: slack.ids.botUser,
        bot_id: slack.ids.bot,
        app_id: slack.ids.app,
        text: 'Choose',
      },
      actions: [{ action_id: 'b1', block_id: 'row', type: 'button', value: 'v1', text: { text: 'Cancel' } }],
      state: { values: {} },
    })
    const { message, response_url, trigger_id, actions } = payloadOf(bot.got[0] as Got)
    expect(message.blocks).toMatchObject(withButtons('Disable', 'Cancel').blocks)
    expect([response_url, trigger_id, actions[0].action_ts].map((one) => typeof one)).toEqual([
      'string',
      'string',
      'string',
    ])
  })

  test('on what one person sees: without the message', async () => {
    const { slack, client, bot } = await startSlack()
    const content = withButtons('Go')
    const { message_ts: ts = '' } = await client.chat.postEphemeral({ channel: 'C0OPS', user: 'U07ANA', ...content })
    await slack.press('ana', { channel: 'C0OPS', ts }, 'b0')
    expect(payloadOf(bot.got[0] as Got)).toMatchObject({ container: { message_ts: ts, is_ephemeral: true } })
    expect(payloadOf(bot.got[0] as Got)).not.toHaveProperty('message')
    await expect(slack.press('marc', { channel: 'C0OPS', ts }, 'b0')).rejects.toThrow('marc sees no message')
  })

  test('of a guest and of a stranger, who belongs to a team of their own', async () => {
    const { slack, client, bot } = await startSlack()
    const { ts = '' } = await client.chat.postMessage({ channel: 'C0PARTNERS', ...withButtons('Go') })
    await slack.press('gus', { channel: 'partners', ts }, 'Go')
    await slack.press('sam', { channel: 'partners', ts }, 'Go')
    expect(bot.got.map((one) => [payloadOf(one).user.team_id, payloadOf(one).team.id])).toEqual([
      ['T0ACME', 'T0ACME'],
      ['T0OTHER', 'T0ACME'],
    ])
  })

  test('on what is not there', async () => {
    const { slack, client } = await startSlack()
    const { ts = '' } = await client.chat.postMessage({ channel: 'C0OPS', ...withButtons('Go', 'Stop') })
    await expect(slack.press('ana', { channel: 'C0OPS', ts }, 'Undo')).rejects.toThrow('no “Undo” here, but: Go, Stop')
    await expect(slack.press('gus', { channel: 'C0OPS', ts }, 'Go')).rejects.toThrow('gus sees no message')
  })

  test('sent again: as it was, tampered with, and signed anew', async () => {
    const { slack, client, bot, watch } = await startSlack()
    const { ts = '' } = await client.chat.postMessage({ channel: 'C0OPS', ...withButtons('Go') })
    const first = await slack.press('ana', { channel: 'C0OPS', ts }, 'Go')
    await slack.again(first)
    expect([bot.got[1]?.body, bot.got[1]?.headers['x-slack-signature']]).toEqual([
      ...[first.body, first.headers['x-slack-signature']],
    ])
    const body = first.body.replace('U07ANA', 'U03MARC')
    await slack.again(first, { body })
    expect(() => verify(bot.got[2] as Got, slack.signingSecret, watch.now)).toThrow('signature mismatch')
    watch.now += 3_600_000
    await slack.again(first, { body, resign: true, headers: { 'x-extra': '1' } })
    verify(bot.got[3] as Got, slack.signingSecret, watch.now)
    expect(bot.got[3]?.headers['x-extra']).toBe('1')
    expect(slack.deliveries).toHaveLength(4)
  })
})
