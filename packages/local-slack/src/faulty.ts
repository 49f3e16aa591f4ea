import type { IncomingMessage, ServerResponse } from 'node:http'
import type { SlackFault } from './local-slack.ts'
import { pause } from './pause.ts'
import { sendJson, sendText } from './reply.ts'
import type { Json } from './state.ts'
import type { Workspace } from './workspace.ts'

/** What a call is answered with, and how that is recorded. */
export interface Verdict {
  readonly status: number
  readonly body: Json
  /** Said in place of the body, which is JSON. */
  readonly text?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly answered: string
}

/** One call on its way: how it is recorded, and what it does. */
export interface Passing {
  readonly workspace: Workspace
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly method: string
  readonly channel: unknown
  /** Without what is secret. */
  readonly args: Json
  perform(): Verdict
}

/** Too many calls. */
export const limited = (retryAfter: number | string | null): Verdict => ({
  status: 429,
  body: { ok: false, error: 'ratelimited' },
  ...(retryAfter !== null && { headers: { 'retry-after': String(retryAfter) } }),
  answered: 'ratelimited',
})

/** Records a call, lets it happen the way the fault says, and answers it or not. */
export const pass = async (passing: Passing, fault: SlackFault | undefined): Promise<void> => {
  const { workspace, request, response, method, args, perform } = passing
  const record = { method, args, at: workspace.now(), answered: '' }
  workspace.calls.push(record)
  const put = (verdict: Verdict) => {
    if (response.destroyed) return
    if (verdict.text !== undefined) return sendText(response, verdict.status, verdict.text)
    sendJson(response, verdict.status, verdict.body, verdict.headers)
  }
  const done = () => {
    const verdict = perform()
    record.answered = verdict.answered
    return verdict
  }
  const { signal } = workspace.ending
  const wait = () => (workspace.options.wait ?? pause)(fault?.ms ?? 0, signal).catch(() => {})
  switch (fault?.how) {
    case undefined:
      return put(done())
    case 'limited': {
      const verdict = limited(fault.retryAfter === undefined ? 1 : fault.retryAfter)
      record.answered = verdict.answered
      return put(verdict)
    }
    case 'error': {
      const error = fault.error ?? 'internal_error'
      record.answered = error
      return put({ status: 200, body: { ok: false, error }, answered: error })
    }
    case 'down':
      record.answered = 'http_503'
      return sendText(response, 503, 'upstream connect error or disconnect/reset before headers')
    case 'page':
      record.answered = 'http_page'
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
      return void response.end(`<html><body>${'<p>Sign in to the proxy.</p>'.repeat(4_000)}</body></html>`)
    case 'lost':
      done()
      record.answered = 'lost'
      return void request.socket.destroy()
    case 'dropped':
      record.answered = 'dropped'
      return void request.socket.destroy()
    case 'slow': {
      const verdict = done()
      await wait()
      return put(verdict)
    }
    case 'late':
      await wait()
      return signal.aborted ? undefined : put(done())
    case 'stray':
      request.socket.destroy()
      await wait()
      if (!signal.aborted) done()
  }
}
