import { beforeEach, describe, expect, test } from 'vitest'
import { type Got, payloadOf, startSlack, withButtons } from './start-slack.ts'

type Started = Awaited<ReturnType<typeof startSlack>>
let { slack, client, bot, watch } = {} as Started
beforeEach(async () => {
  ;({ slack, client, bot, watch } = await startSlack())
})

const answer = async (url: string, body: unknown) => {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  return [response.status, ((await response.json()) as { error?: string }).error]
}

const texts = (channel: string, who?: string) => slack.seen(channel, who).map(({ text }) => text)

/** The URL of a slash command in a channel where the bot is not. */
const ofCommand = async () => {
  await slack.type('ana', 'random', '/rudder')
  return new URLSearchParams(bot.got.at(-1)?.body).get('response_url') ?? ''
}

/** The URL of a press on a message that all see, or that Ana alone sees. */
const ofPress = async (alone: boolean) => {
  const posted = alone
    ? (await client.chat.postEphemeral({ channel: 'C0OPS', user: 'U07ANA', ...withButtons('Go') })).message_ts
    : (await client.chat.postMessage({ channel: 'C0OPS', ...withButtons('Go') })).ts
  await slack.press('ana', { channel: 'C0OPS', ts: posted ?? '' }, 'Go')
  return payloadOf(bot.got.at(-1) as Got).response_url as string
}

describe('of a slash command', () => {
  test('answers the person alone unless it says otherwise, though the bot is not there', async () => {
    const url = await ofCommand()
    expect(await answer(url, { text: 'for you' })).toEqual([200, undefined])
    expect(await answer(url, { text: 'for all', response_type: 'in_channel' })).toEqual([200, undefined])
    expect(texts('random', 'ana')).toEqual(['for you', 'for all'])
    expect(texts('random', 'marc')).toEqual(['for all'])
    expect(slack.calls).toMatchObject([
      { method: 'response', args: { text: 'for you' }, answered: 'ok' },
      { method: 'response', answered: 'ok' },
    ])
  })

  test('replaces and deletes nothing: each posts anew', async () => {
    const url = await ofCommand()
    await answer(url, { text: 'one' })
    await answer(url, { text: 'two', replace_original: true })
    await answer(url, { text: 'three', delete_original: true })
    expect(texts('random', 'ana')).toEqual(['one', 'two', 'three'])
  })

  test('five times, for 30 minutes', async () => {
    const url = await ofCommand()
    for (const text of ['1', '2', '3', '4', '5']) expect((await answer(url, { text }))[0]).toBe(200)
    expect(await answer(url, { text: '6' })).toEqual([404, 'used_url'])
    const other = await ofCommand()
    watch.now += 30 * 60_000
    expect((await answer(other, { text: 'just' }))[0]).toBe(200)
    watch.now += 1
    expect(await answer(other, { text: 'late' })).toEqual([404, 'expired_url'])
    expect(await answer(`${slack.url}/response/none`, { text: 'x' })).toEqual([404, 'no_service'])
    expect(slack.calls.map(({ answered }) => answered).filter((one) => one !== 'ok')).toEqual([
      ...['used_url', 'expired_url', 'no_service'],
    ])
  })

  test('what it does not take', async () => {
    const url = await ofCommand()
    expect(await answer(url, 'no json')).toEqual([400, 'invalid_payload'])
    expect(await answer(url, {})).toEqual([400, 'no_text'])
    expect(await answer(url, { text: 'x', blocks: [{ type: 'actions', elements: [] }] })).toEqual([
      400,
      'invalid_blocks',
    ])
    expect(texts('random', 'ana')).toEqual([])
  })
})

describe('of a press', () => {
  test.for([false, true])('replaces the message, then deletes it; for one person alone: %s', async (alone) => {
    const url = await ofPress(alone)
    expect((await answer(url, { text: 'done', replace_original: true }))[0]).toBe(200)
    expect(slack.seen('ops', 'ana')).toMatchObject([{ text: 'done', blocks: [] }])
    expect((await answer(url, { delete_original: true }))[0]).toBe(200)
    expect(texts('ops', 'ana')).toEqual([])
    // What is gone cannot be replaced, and nothing is posted in its stead.
    expect((await answer(url, { text: 'again', replace_original: true }))[0]).toBe(200)
    expect(texts('ops', 'ana')).toEqual([])
  })

  test('without either it posts anew, for the person alone, and in a thread if it says so', async () => {
    const url = await ofPress(false)
    const [{ ts } = { ts: '' }] = slack.seen('ops')
    await answer(url, { text: 'not allowed', replace_original: false, thread_ts: ts })
    expect(texts('ops', 'marc')).toEqual(['Choose'])
    expect(slack.seen('ops', 'ana').at(-1)).toMatchObject({ text: 'not allowed', onlyFor: 'U07ANA', thread_ts: ts })
  })
})
