import { UserError } from '../errors.ts'
import type { Metrics } from '../world.ts'
import type { CallResult, SlackCall } from './call.ts'
import type { Network } from './network.ts'

/** A file on its way to a thread. */
export interface Upload {
  readonly name: string
  readonly bytes: number
  /** The text of the file, piece by piece. */
  readonly text: AsyncIterable<string>
  readonly channel: string
  readonly thread: string
  /** The text above it; markup, made only of the bot's own words and numbers. */
  readonly comment: string
  /** Called just before people may see the file; returning false stops the upload. */
  readonly sharing: () => Promise<boolean>
}

/** What became of a file; `why` is Slack's error code, or one of the bot's. */
export type Uploaded =
  | { readonly how: 'shared' }
  | { readonly how: 'nothing'; readonly why: string; readonly waitMs?: number }
  | { readonly how: 'unknown' }

/** Slack scans a file only once it has all of it. */
const limitMs = 60_000

/** The upload host of each Slack; on loopback the local one itself. */
const originOf = (apiUrl: string): string => {
  const { hostname, origin } = new URL(apiUrl)
  if (hostname === 'slack.com') return 'https://files.slack.com'
  return hostname === 'slack-gov.com' ? 'https://files.slack-gov.com' : origin
}

const isOurs = (url: unknown, apiUrl: string): url is string => {
  const parsed = typeof url === 'string' ? URL.parse(url) : null
  return parsed !== null && parsed.origin === originOf(apiUrl) && parsed.username === '' && parsed.password === ''
}

const nothing = (answered: Exclude<CallResult, { readonly how: 'sent' }>): Uploaded => {
  if (answered.how === 'limited') return { how: 'nothing', why: 'limited', waitMs: answered.waitMs }
  return { how: 'nothing', why: answered.how === 'refused' ? answered.why : 'no answer' }
}

/**
 * Uploads a file and shows it in a thread, in Slack's three steps, each once: until the third nobody can see it. Throws
 * only the UserError of a text that can't be read to its end. If the answer to the third is lost, it is unknown whether people see it.
 */
export const createUpload =
  ({
    call,
    network,
    apiUrl,
    metrics,
  }: {
    call: SlackCall
    network: Pick<Network, 'send'>
    apiUrl: string
    metrics: Metrics
  }) =>
  async ({ name, bytes, text, channel, thread, comment, sharing }: Upload): Promise<Uploaded> => {
    const announced = await call('files.getUploadURLExternal', { filename: name, length: bytes })
    if (announced.how !== 'sent') return nothing(announced)
    const { upload_url: url, file_id: id } = announced.data
    // The file goes only to Slack.
    if (!isOurs(url, apiUrl) || typeof id !== 'string') return { how: 'nothing', why: 'address' }
    const status = await network.send(url, { length: bytes, text, limitMs }).catch((error: unknown) => {
      if (error instanceof UserError) throw error
      return undefined
    })
    metrics.count('slackCalls', {
      method: 'upload',
      answered: status === 200 ? 'sent' : status === undefined ? 'unsure' : 'refused',
    })
    if (status !== 200) return { how: 'nothing', why: status === undefined ? 'no answer' : `HTTP ${status}` }
    if (!(await sharing())) return { how: 'nothing', why: 'given up' }
    const shown = { channel_id: channel, thread_ts: thread, initial_comment: comment }
    const done = await call('files.completeUploadExternal', { files: [{ id, title: name }], ...shown })
    if (done.how === 'sent') return { how: 'shared' }
    return done.how === 'unsure' ? { how: 'unknown' } : nothing(done)
  }

export type UploadFile = ReturnType<typeof createUpload>
