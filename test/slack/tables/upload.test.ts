import { expect, test } from 'vitest'
import { UserError } from '../../../src/errors.ts'
import type { SlackCall } from '../../../src/slack/call.ts'
import { createUpload } from '../../../src/slack/upload.ts'
import { testWorld } from '../../world.ts'

/** An upload to the address that Slack names, and what was sent and called for it. */
const uploading = (url: unknown, apiUrl = 'https://slack.com/api/') => {
  const sent: { readonly url: string; readonly text: string }[] = []
  const called: string[] = []
  const call: SlackCall = async (method) => {
    called.push(method)
    return { how: 'sent', data: { upload_url: url, file_id: 'F1' } }
  }
  const send = async (to: string, { text }: { readonly text: AsyncIterable<string> }) => {
    sent.push({ url: to, text: (await Array.fromAsync(text)).join('') })
    return 200
  }
  const upload = createUpload({ call, network: { send }, apiUrl, metrics: testWorld().metrics })
  const go = (text: AsyncIterable<string>) =>
    upload({ name: 'a.csv', bytes: 3, text, channel: 'C1', thread: '1.1', comment: '', sharing: async () => true })
  return { go, sent, called }
}

async function* whole() {
  yield 'abc'
}

test.each([
  ...['https://evil.example/', 'https://files.slack.com.evil.example/', 'https://files.slack.com:8443/upload'],
  ...['http://files.slack.com/upload', 'ftp://files.slack.com/', 'https://files.slack.com@evil.example/'],
  ...['https://files.slack.com:x@evil.example/', 'https://me@files.slack.com/', 'https://me:key@files.slack.com/'],
  ...['https://slack.com/upload', 'https://[::1]/upload', 'https://127.0.0.1/', 'https://files.slack.com./'],
  ...['//files.slack.com/upload', 'upload/v1', 'javascript:alert(1)', 'data:,x', 'https://files.slack-gov.com/', ''],
  ...[undefined, null, 7, {}, ['https://files.slack.com/upload']],
])('nothing is sent to %j', async (url) => {
  const { go, sent, called } = uploading(url)
  expect(await go(whole())).toEqual({ how: 'nothing', why: 'address' })
  expect([sent, called]).toEqual([[], ['files.getUploadURLExternal']])
})

test('Slack, its government and a local one have each their own address', async () => {
  const to = async (url: string, apiUrl: string) => (await uploading(url, apiUrl).go(whole())).how
  expect(await to('https://files.slack.com/upload/v1/x?y=z', 'https://slack.com/api/')).toBe('shared')
  // A backslash is a slash, also to whoever opens the connection.
  expect(await to('https://files.slack.com\\@evil.example', 'https://slack.com/api/')).toBe('shared')
  expect(new URL('https://files.slack.com\\@evil.example').host).toBe('files.slack.com')
  expect(await to('https://files.slack-gov.com/u', 'https://slack-gov.com/api/')).toBe('shared')
  expect(await to('http://127.0.0.1:4000/u', 'http://127.0.0.1:4000/api/')).toBe('shared')
  expect(await to('http://127.0.0.1:4001/u', 'http://127.0.0.1:4000/api/')).toBe('nothing')
})

test('rows that are gone in the middle of it are not taken for an answer that did not come', async () => {
  async function* gone() {
    yield 'a'
    throw new UserError('The rows of this table are no longer stored.')
  }
  const { go, called } = uploading('https://files.slack.com/upload')
  await expect(go(gone())).rejects.toThrow('no longer stored')
  expect(called).toEqual(['files.getUploadURLExternal'])
})
