import { WebAPIRateLimitedError } from '@slack/web-api'
import { expect, test } from 'vitest'
import { allScopes, refusal, startSlack } from './start-slack.ts'

const scopes = [...allScopes, 'channels:history']
const metadata = (id: string) => ({ event_type: 'sent', event_payload: { id } })

test('the newest message is first, replies are in their thread, and what the channel sees too is in both', async () => {
  const { client, watch } = await startSlack({ scopes })
  const [channel, ts] = ['C0OPS', [] as string[]]
  for (const text of ['one', 'two', 'three']) {
    ts.push((await client.chat.postMessage({ channel, text })).ts ?? '')
    watch.now += 1_000
  }
  const [one = ''] = ts
  await client.chat.postMessage({ channel, thread_ts: one, text: 'silent' })
  await client.chat.postMessage({ channel, thread_ts: one, text: 'loud', reply_broadcast: true })
  const texts = ({ messages = [] }: { messages?: readonly { text?: string }[] }) => messages.map(({ text }) => text)
  expect(texts(await client.conversations.history({ channel }))).toEqual(['loud', 'three', 'two', 'one'])
  expect(texts(await client.conversations.history({ channel, oldest: one }))).toEqual(['loud', 'three', 'two'])
  expect(texts(await client.conversations.history({ channel, oldest: one, inclusive: true }))).toHaveLength(4)
  expect(texts(await client.conversations.replies({ channel, ts: one }))).toEqual(['one', 'silent', 'loud'])
  expect((await refusal(client.conversations.replies({ channel, ts: '1.0' }))).error).toBe('thread_not_found')
})

test('it comes in pages', async () => {
  const { client } = await startSlack({ scopes })
  const channel = 'C0OPS'
  for (let n = 0; n < 5; n++) await client.chat.postMessage({ channel, text: `${n}` })
  const found: unknown[] = []
  let cursor: string | undefined
  do {
    const page = await client.conversations.history({ channel, limit: 2, ...(cursor && { cursor }) })
    found.push((page.messages ?? []).map(({ text }) => text))
    cursor = page.response_metadata?.next_cursor
    expect(page.has_more).toBe(cursor !== '')
  } while (cursor)
  expect(found).toEqual([['4', '3'], ['2', '1'], ['0']])
  expect((await refusal(client.conversations.history({ channel, cursor: 'x' }))).error).toBe('invalid_cursor')
})

test('what is in metadata is told only to who asks for it', async () => {
  const { client } = await startSlack({ scopes })
  const channel = 'C0OPS'
  await client.chat.postMessage({ channel, text: 'x', metadata: metadata('1') })
  const short = await client.conversations.history({ channel })
  expect(short.messages?.[0]?.metadata).toEqual({ event_type: 'sent' })
  const whole = await client.conversations.history({ channel, include_all_metadata: true })
  expect(whole.messages?.[0]?.metadata).toEqual(metadata('1'))
  const wrong = client.chat.postMessage({ channel, text: 'x', metadata: { event_type: 'sent' } as never })
  expect((await refusal(wrong)).error).toBe('invalid_metadata_format')
})

test('it takes the scope of that kind of conversation, and the bot must be in it', async () => {
  const { client, slack } = await startSlack({ scopes: ['chat:write', 'channels:history'] })
  expect((await client.conversations.history({ channel: 'C0OPS' })).messages).toEqual([])
  const why = async (channel: string) => (await refusal(client.conversations.history({ channel }))).error
  expect(await why(slack.direct('ana'))).toBe('missing_scope')
  expect(await why('C0RANDOM')).toBe('not_in_channel')
  expect(await why('G0WARROOM')).toBe('channel_not_found')
})

test('a message is found only after a while, and nobody may ask more than 50 times a minute', async () => {
  const { client, watch } = await startSlack({ scopes, historyLagMs: 5_000, limitsReads: true })
  const channel = 'C0OPS'
  await client.chat.postMessage({ channel, text: 'x' })
  expect((await client.conversations.history({ channel })).messages).toEqual([])
  watch.now += 5_000
  expect((await client.conversations.history({ channel })).messages).toHaveLength(1)
  for (let n = 2; n < 50; n++) await client.conversations.history({ channel })
  await expect(client.conversations.history({ channel })).rejects.toThrow(WebAPIRateLimitedError)
  await client.conversations.info({ channel })
  watch.now += 60_000
  expect((await client.conversations.history({ channel })).messages).toHaveLength(1)
})
