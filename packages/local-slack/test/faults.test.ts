import { WebAPIHTTPError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api'
import { expect, test } from 'vitest'
import { refusal, startSlack } from './start-slack.ts'

const error = (call: Promise<unknown>) =>
  call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )

const started = async (options = {}) => {
  const all = await startSlack(options)
  const post = (channel = 'C0OPS') => all.client.chat.postMessage({ channel, text: 'hi' })
  return { ...all, post, said: () => all.slack.seen('ops').length }
}
const postMessage = { method: 'chat.postMessage' } as const

test('limited: 429 and how long, as often as it says, for that method alone', async () => {
  const { slack, client, post, said } = await started()
  slack.faults.add({ ...postMessage, how: 'limited', retryAfter: 7, times: 2 })
  await client.auth.test()
  for (const _ of [1, 2]) {
    const thrown = await error(post())
    expect(thrown).toBeInstanceOf(WebAPIRateLimitedError)
    expect(thrown).toMatchObject({ retryAfter: 7 })
  }
  expect(said()).toBe(0)
  await post()
  expect(slack.calls.map(({ answered }) => answered)).toEqual(['ok', 'ratelimited', 'ratelimited', 'ok'])
})

test('error: any word of Slack, in one channel or about one person, until it is cleared', async () => {
  const { slack, client, post, said } = await started()
  slack.faults.add({ ...postMessage, channel: 'ops', how: 'error', error: 'fatal_error' })
  expect(await refusal(post())).toMatchObject({ error: 'fatal_error' })
  await post('C0STAGING')
  expect(await refusal(post())).toMatchObject({ error: 'fatal_error' })
  slack.faults.clear()
  await post()
  expect(said()).toBe(1)
  slack.faults.add({ method: 'users.info', user: 'marc', how: 'error', error: 'missing_scope' })
  expect(await refusal(client.users.info({ user: slack.users.marc ?? '' }))).toMatchObject({ error: 'missing_scope' })
  expect((await client.users.info({ user: slack.users.ana ?? '' })).ok).toBe(true)
})

test('by person, where the direct conversation is meant', async () => {
  const { slack, post } = await started()
  slack.faults.add({ ...postMessage, channel: slack.direct('ana'), how: 'error', error: 'fatal_error' })
  expect(await refusal(post('U07ANA'))).toMatchObject({ error: 'fatal_error' })
  await post('U03MARC')
})

test('down: 503, and nothing is done', async () => {
  const { slack, post, said } = await started()
  slack.faults.add({ ...postMessage, how: 'down', times: 1 })
  const thrown = await error(post())
  expect(thrown).toBeInstanceOf(WebAPIHTTPError)
  expect(thrown).toMatchObject({ statusCode: 503 })
  expect([said(), slack.calls[0]?.answered]).toEqual([0, 'http_503'])
})

test('stray: no answer, and it is done later all the same; how it is waited for can be given', async () => {
  const gate = Promise.withResolvers<void>()
  const { slack, post, said } = await started({ wait: () => gate.promise })
  slack.faults.add({ ...postMessage, how: 'stray', ms: 5_000, times: 1 })
  expect(await error(post())).toBeInstanceOf(WebAPIRequestError)
  expect([said(), slack.calls[0]?.answered]).toEqual([0, ''])
  gate.resolve()
  while (said() === 0) await new Promise((resolve) => setImmediate(resolve))
  expect(slack.calls[0]?.answered).toBe('ok')
})

test('lost: done, and no answer; dropped: not done, and no answer', async () => {
  const { slack, post, said } = await started()
  slack.faults.add({ ...postMessage, how: 'lost', times: 1 })
  slack.faults.add({ ...postMessage, how: 'dropped', times: 1 })
  expect(await error(post())).toBeInstanceOf(WebAPIRequestError)
  expect(said()).toBe(1)
  expect(await error(post())).toBeInstanceOf(WebAPIRequestError)
  expect([said(), slack.calls.map(({ answered }) => answered)]).toEqual([1, ['lost', 'dropped']])
})

test('slow: done at once and answered later; late: done and answered later', async () => {
  const { slack, post, said } = await started()
  slack.faults.add({ ...postMessage, how: 'slow', ms: 150, times: 1 })
  let answered = false
  const slow = post().then(() => {
    answered = true
  })
  await expect.poll(said).toBe(1)
  expect(answered).toBe(false)
  await slow

  slack.faults.add({ ...postMessage, how: 'late', ms: 150, times: 1 })
  const late = post()
  await expect.poll(() => slack.calls.length).toBe(2)
  expect([said(), slack.calls[1]?.answered]).toEqual([1, ''])
  await late
  expect([said(), slack.calls[1]?.answered]).toEqual([2, 'ok'])
})

test('a later call overtakes a late one', async () => {
  const { slack, client } = await started()
  const { ts = '' } = await client.chat.postMessage({ channel: 'C0OPS', text: 'first' })
  slack.faults.add({ method: 'chat.update', how: 'late', ms: 100, times: 1 })
  const older = client.chat.update({ channel: 'C0OPS', ts, text: 'older' })
  await expect.poll(() => slack.calls.length).toBe(2)
  await client.chat.update({ channel: 'C0OPS', ts, text: 'newer' })
  await older
  expect(slack.seen('ops')).toMatchObject([{ text: 'older' }])
})

test('a late one is not done after the end', async () => {
  const { slack, post, said } = await started()
  slack.faults.add({ ...postMessage, how: 'late', ms: 60_000 })
  const late = error(post())
  await expect.poll(() => slack.calls.length).toBe(1)
  await slack.close()
  expect(await late).toBeInstanceOf(WebAPIRequestError)
  expect(said()).toBe(0)
})

test('response URLs fail like methods', async () => {
  const { slack, bot } = await started()
  await slack.type('ana', 'ops', '/rudder')
  const url = new URLSearchParams(bot.got[0]?.body).get('response_url') ?? ''
  slack.faults.add({ method: 'response', channel: 'ops', how: 'down', times: 1 })
  const answer = () => fetch(url, { method: 'POST', body: '{"text":"x"}' })
  expect([(await answer()).status, (await answer()).status]).toEqual([503, 200])
})

test('posts to one channel: some at once, then one a second; off unless it is switched on', async () => {
  const { post, watch } = await started({ limitsPosts: true })
  const all = async (times: number, channel?: string) => {
    const thrown = await Promise.all(Array.from({ length: times }, () => error(post(channel))))
    return thrown.map((one) => (one instanceof WebAPIRateLimitedError ? one.retryAfter : 'ok'))
  }
  expect(await all(5)).toEqual(['ok', 'ok', 'ok', 'ok', 1])
  expect(await all(1, 'C0STAGING')).toEqual(['ok'])
  watch.now += 1_000
  expect(await all(2)).toEqual(['ok', 1])
  const free = await started()
  for (let times = 0; times < 10; times++) await free.post()
  expect(free.said()).toBe(10)
})

test('limited: any header, or none; page: what a proxy answers in place of Slack, and nothing is done', async () => {
  const { slack, post, said } = await started()
  const answers = async () => {
    const response = await fetch(`${slack.apiUrl}auth.test`, { method: 'POST' })
    return [response.status, response.headers.get('retry-after'), (await response.text()).length]
  }
  slack.faults.add({ method: 'auth.test', how: 'limited', retryAfter: null, times: 1 })
  slack.faults.add({ method: 'auth.test', how: 'limited', retryAfter: 'soon', times: 1 })
  slack.faults.add({ method: 'auth.test', how: 'page', times: 1 })
  expect(await answers()).toEqual([429, null, 34])
  expect(await answers()).toEqual([429, 'soon', 34])
  expect(await answers()).toEqual([200, null, expect.closeTo(100_000, -5)])
  slack.faults.add({ ...postMessage, how: 'page', times: 1 })
  expect(await error(post())).toMatchObject({ data: { ok: false } })
  expect([said(), slack.calls.at(-1)?.answered]).toEqual([0, 'http_page'])
})

test('connections are kept, counted and reset', async () => {
  const { slack, client } = await started()
  await client.auth.test()
  expect(slack.connections.count()).toBeGreaterThan(0)
  slack.connections.reset()
  await expect.poll(() => slack.connections.count()).toBe(0)
})
