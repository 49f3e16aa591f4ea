import { describe, expect, test } from 'vitest'
import { type Got, startSlack } from './start-slack.ts'

// biome-ignore lint/suspicious/noExplicitAny: tests look at events of every shape
const envelope = (got: Got | undefined): any => JSON.parse(got?.body ?? 'null')

test('a mention where the bot is', async () => {
  const { slack, bot, watch } = await startSlack()
  const delivered = await slack.type('ana', 'ops', '@coxswain compliance <!channel> & @marc')
  expect(delivered).toMatchObject({ kind: 'event', status: 200 })
  const [got] = bot.got
  expect(got?.headers['content-type']).toBe('application/json')
  expect(got?.headers).not.toHaveProperty('x-slack-retry-num')
  const [{ ts, text } = { ts: '', text: '' }] = slack.seen('ops')
  expect(text).toBe('<@U0COXSWAIN> compliance &lt;!channel&gt; &amp; <@U03MARC>')
  expect(envelope(got)).toMatchObject({
    type: 'event_callback',
    team_id: 'T0ACME',
    api_app_id: slack.ids.app,
    event_time: Math.floor(watch.now / 1000),
    authorizations: [{ team_id: 'T0ACME', user_id: slack.ids.botUser, is_bot: true }],
    is_ext_shared_channel: false,
    event: { type: 'app_mention', channel: 'C0OPS', user: 'U07ANA', text, ts, team: 'T0ACME' },
  })
  expect(envelope(got).event_id).toMatch(/^Ev\w+$/)
})

test('in a thread, in a shared channel, by a stranger, and with the id that the page sends', async () => {
  const { slack, bot } = await startSlack()
  await slack.type('ana', 'partners', 'look')
  const [{ ts } = { ts: '' }] = slack.seen('partners')
  await slack.type('sam', 'partners', '<@U0COXSWAIN> a &lt; b', { thread: ts })
  expect(envelope(bot.got[0])).toMatchObject({
    is_ext_shared_channel: true,
    team_id: 'T0ACME',
    event: { thread_ts: ts, team: 'T0OTHER', user_team: 'T0OTHER', text: '<@U0COXSWAIN> a &lt; b' },
  })
  await expect(slack.type('ana', 'partners', 'x', { thread: '1.0' })).rejects.toThrow('there is no message 1.0')
})

test('nothing of other messages, nor where the bot is not or has no scope', async () => {
  const { slack, bot } = await startSlack({ scopes: ['chat:write'] })
  expect(await slack.type('ana', 'ops', 'hello')).toBeUndefined()
  expect(await slack.type('ana', 'ops', '/ hello')).toBeUndefined()
  expect(await slack.type('ana', 'ops', '@coxswain hello')).toBeUndefined()
  expect(await slack.type('ana', slack.direct('ana'), 'hello')).toBeUndefined()
  expect(await slack.type('ana', 'random', '@coxswain hello')).toBeUndefined()
  expect(bot.got).toEqual([])
  expect(slack.seen('random', 'ana').at(-1)).toMatchObject({
    system: true,
    text: expect.stringContaining('not in this channel'),
  })
})

describe('a direct conversation', () => {
  test('what the person says', async () => {
    const { slack, bot } = await startSlack()
    await slack.type('ana', slack.direct('ana'), 'compliance')
    expect(envelope(bot.got[0]).event).toMatchObject({
      type: 'message',
      channel_type: 'im',
      channel: slack.direct('ana'),
      user: 'U07ANA',
      text: 'compliance',
    })
    expect(envelope(bot.got[0]).event).not.toHaveProperty('bot_id')
  })

  test('what the bot says and changes comes back, marked as its own', async () => {
    const { slack, client, bot } = await startSlack()
    const { ts = '', channel = '' } = await client.chat.postMessage({ channel: 'U07ANA', text: 'hi' })
    await expect.poll(() => bot.got.length).toBe(1)
    expect(envelope(bot.got[0]).event).toMatchObject({ type: 'message', bot_id: slack.ids.bot, text: 'hi', ts })
    await client.chat.update({ channel, ts, text: 'ho' })
    await expect.poll(() => bot.got.length).toBe(2)
    expect(envelope(bot.got[1]).event).toMatchObject({
      type: 'message',
      subtype: 'message_changed',
      channel_type: 'im',
      message: { text: 'ho', bot_id: slack.ids.bot, edited: {} },
      previous_message: { text: 'hi' },
    })
    await client.chat.postMessage({ channel: 'C0OPS', text: '<@U0COXSWAIN>' })
    expect(bot.got).toHaveLength(2)
  })
})

describe('an event that is not accepted', () => {
  const told = ({ headers }: Got) => [headers['x-slack-retry-num'], headers['x-slack-retry-reason']]

  test('is told three times more, the same', async () => {
    const { slack, bot } = await startSlack({ retryMs: [0, 10, 10] })
    bot.says = { status: 500 }
    expect(await slack.type('ana', 'ops', '@coxswain x')).toMatchObject({ status: 500, failed: 'dispatch_failed' })
    await expect.poll(() => slack.deliveries.length).toBe(4)
    expect(bot.got.map(told)).toEqual([[undefined, undefined], ...['1', '2', '3'].map((nth) => [nth, 'http_error'])])
    expect(new Set(bot.got.map(({ body }) => body)).size).toBe(1)
  })

  test('until it is accepted', async () => {
    const { slack, bot } = await startSlack({ ackMs: 50, retryMs: [0, 10, 10] })
    bot.says = ({ headers }) => (headers['x-slack-retry-num'] === '1' ? { status: 200 } : { afterMs: 500 })
    await slack.type('ana', 'ops', '@coxswain x')
    await expect.poll(() => slack.deliveries.length).toBe(2)
    await new Promise((resolve) => setTimeout(resolve, 60))
    expect(bot.got.map(told)).toEqual([
      [undefined, undefined],
      ['1', 'http_timeout'],
    ])
  })

  test('not again where the bot says so, and not after the end', async () => {
    const { slack, bot } = await startSlack({ retryMs: [0] })
    bot.says = { status: 500, headers: { 'x-slack-no-retry': '1' } }
    await slack.type('ana', 'ops', '@coxswain x')
    await new Promise((resolve) => setTimeout(resolve, 30))
    expect(bot.got).toHaveLength(1)
    bot.says = { status: 500 }
    await slack.type('ana', 'ops', '@coxswain x')
    await slack.close()
    await new Promise((resolve) => setTimeout(resolve, 30))
    expect(bot.got.length).toBeLessThanOrEqual(3)
  })
})

test('the proof of an address', async () => {
  const { slack, bot } = await startSlack()
  bot.says = ({ body }) => ({ body: JSON.parse(body).challenge })
  expect(await slack.verify('say this')).toMatchObject({ status: 200, answer: 'say this' })
  expect(envelope(bot.got[0])).toMatchObject({ type: 'url_verification', challenge: 'say this' })
})
