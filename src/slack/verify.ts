import type { IncomingHttpHeaders } from 'node:http'
import { verifySlackRequest } from '@slack/bolt'
import type { Secret } from '../vault/secret.ts'
import type { Labels } from '../world.ts'

/** How far the time of a request may be from ours, in either direction. */
const windowMs = 5 * 60_000

type Why = Extract<Labels<'dropped'>['why'], 'signature' | 'time'>

interface Signed {
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** Why these headers cannot be those of something that Slack signed now, whatever the body; undefined if they can. */
export const notSigned = (headers: IncomingHttpHeaders, now: number): Why | undefined => {
  const time = headers['x-slack-request-timestamp']
  const signature = headers['x-slack-signature']
  if (typeof time !== 'string' || !/^\d{1,12}$/.test(time)) return 'time'
  if (Math.abs(Number(time) * 1000 - now) > windowMs) return 'time'
  return typeof signature === 'string' && /^v0=[0-9a-f]{64}$/.test(signature) ? undefined : 'signature'
}

/** Why a request is not accepted as Slack's; undefined if it is. Bolt's own check accepts times in the future. */
export const notSlack = ({ headers, body }: Signed, secret: Secret, now: number): Why | undefined => {
  const why = notSigned(headers, now)
  if (why !== undefined) return why
  try {
    verifySlackRequest({
      signingSecret: secret.reveal(),
      body,
      headers: {
        'x-slack-signature': String(headers['x-slack-signature']),
        'x-slack-request-timestamp': Number(headers['x-slack-request-timestamp']),
      },
      nowMilliseconds: now,
    })
    return undefined
  } catch {
    return 'signature'
  }
}
