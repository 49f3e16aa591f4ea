import { createHmac } from 'node:crypto'
import type { Workspace } from './workspace.ts'

/** The headers with which Slack proves that a body is its own, and when it was sent. */
export const signed = ({ signingSecret, now }: Workspace, body: string): Record<string, string> => {
  const timestamp = String(Math.floor(now() / 1000))
  const digest = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex')
  return { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${digest}` }
}
