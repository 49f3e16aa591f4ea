import { expect, test, vi } from 'vitest'
import { refusal, startSlack } from './start-slack.ts'

const started = async (options: Parameters<typeof startSlack>[0] = {}) => {
  const all = await startSlack(options)
  const announce = async (length: number) => {
    const { upload_url: url = '', file_id: id = '' } = await all.client.files.getUploadURLExternal({
      filename: 'x.csv',
      length,
    })
    return { url, id }
  }
  const send = (url: string, body: string) => fetch(url, { method: 'POST', body })
  const complete = (id: string, channel = 'C0OPS', thread?: string) =>
    all.client.files.completeUploadExternal({
      files: [{ id }],
      channel_id: channel,
      ...(thread !== undefined && { thread_ts: thread }),
    } as never)
  const files = () => all.slack.seen('ops').flatMap((message) => message.files ?? [])
  return { ...all, announce, send, complete, files }
}

test('announced, sent, shown a moment later, and handed out to be kept', async () => {
  const { slack, client } = await started()
  const content = 'a,b\n1,2\n'
  await client.filesUploadV2({
    channel_id: 'C0OPS',
    filename: 'nodes é.csv',
    title: 'Nodes',
    content,
    initial_comment: 'Here',
  })
  expect(slack.seen('ops')).toEqual([])
  const [message] = await vi.waitUntil(() => (slack.seen('ops').length > 0 ? slack.seen('ops') : undefined))
  expect(message).toMatchObject({
    text: 'Here',
    files: [{ name: 'nodes é.csv', title: 'Nodes', size: content.length }],
  })
  const response = await fetch(`${slack.url}${message?.files?.[0]?.url}`)
  expect(await response.text()).toBe(content)
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-disposition': "attachment; filename*=UTF-8''nodes%20%C3%A9.csv",
    'x-content-type-options': 'nosniff',
    'content-type': 'application/octet-stream',
  })
  expect(slack.calls.map(({ method }) => method)).toEqual([
    'files.getUploadURLExternal',
    'upload',
    'files.completeUploadExternal',
  ])
  expect((await fetch(`${slack.url}/files/F0/x`)).status).toBe(404)
})

test('an address is for one upload of that very length, and not for long', async () => {
  let now = Date.UTC(2026, 10, 30)
  const { announce, send, complete } = await started({ now: () => now })
  const { url, id } = await announce(3)
  expect(url).not.toContain(id)
  expect((await send(url, 'four')).status).toBe(400)
  expect((await send(url, 'abc')).status).toBe(404)
  expect(await refusal(complete(id))).toMatchObject({ error: 'file_not_found' })
  const second = await announce(3)
  expect(await (await send(second.url, 'abc')).text()).toBe('OK - 3')
  expect((await send(second.url, 'abc')).status).toBe(404)
  const late = await announce(3)
  now += 6 * 60_000
  expect((await send(late.url, 'abc')).status).toBe(404)
})

test('empty, too large, without the scope, where the bot is not, and twice are refused', async () => {
  const { announce, send, complete, slack } = await started({ largestFile: 10 })
  expect(await refusal(announce(0))).toMatchObject({ error: 'invalid_arguments' })
  expect(await refusal(announce(11))).toMatchObject({ error: 'file_upload_size_restricted' })
  const { url, id } = await announce(3)
  await send(url, 'abc')
  expect(await refusal(complete(id, 'C0RANDOM'))).toMatchObject({ error: 'not_in_channel' })
  expect(await refusal(complete(id, 'C0OPS', '1.2'))).toMatchObject({ error: 'thread_not_found' })
  await complete(id)
  expect(await refusal(complete(id))).toMatchObject({ error: 'file_not_found' })
  slack.mark('ops', 'archived', true)
  const other = await announce(3)
  await send(other.url, 'abc')
  expect(await refusal(complete(other.id))).toMatchObject({ error: 'is_archived' })
  const bare = await started({ scopes: ['chat:write'] })
  expect(await refusal(bare.announce(3))).toMatchObject({ error: 'missing_scope' })
})

test('ok is no promise: nobody sees it if the bot is gone from the channel a moment later', async () => {
  const { slack, announce, send, complete, files } = await started({ shareMs: 50 })
  const { url, id } = await announce(3)
  await send(url, 'abc')
  expect(await complete(id)).toMatchObject({ ok: true })
  slack.wake('ops')
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(files()).toEqual([])
})

test('each of the three fails as it is told to', async () => {
  const { slack, announce, send, complete, files } = await started()
  for (const how of ['dropped', 'down'] as const) {
    slack.faults.add({ method: 'files.getUploadURLExternal', how, times: 1 })
    await expect(announce(3)).rejects.toThrow()
  }
  slack.faults.add({ method: 'upload', how: 'lost', times: 1 })
  const first = await announce(3)
  await expect(send(first.url, 'abc')).rejects.toThrow()
  await complete(first.id)
  await vi.waitUntil(() => files().length === 1)
  slack.faults.add({ method: 'upload', how: 'down', times: 1 })
  const second = await announce(3)
  expect((await send(second.url, 'abc')).status).toBe(503)
  expect((await send(second.url, 'abc')).status).toBe(200)
  slack.faults.add({ method: 'files.completeUploadExternal', how: 'lost', times: 1 })
  await expect(complete(second.id)).rejects.toThrow()
  await vi.waitUntil(() => files().length === 2)
})
