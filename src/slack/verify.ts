import { verifySlackRequest } from '@slack/bolt'
import type { Secret } from '../vault/secret.ts'
import type { Labels } from '../world.ts'

/** How far the time of a request may be from ours, in either direction. */
const windowMs = 5 * 60_000

interface Signed {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly body: string
}

/** Why a request is not taken as Slack's; undefined where it is. Bolt's own check lets the future pass. */
export const notSlack = (
  { headers, body }: Signed,
  secret: Secret,
  now: number,
): Extract<Labels<'dropped'>['why'], 'signature' | 'time'> | undefined => {
  const time = headers['x-slack-request-timestamp']
  const signature = headers['x-slack-signature']
  if (typeof time !== 'string' || !/^\d{1,12}$/.test(time)) return 'time'
  if (Math.abs(Number(time) * 1000 - now) > windowMs) return 'time'
  if (typeof signature !== 'string') return 'signature'
  try {
    verifySlackRequest({
      signingSecret: secret.reveal(),
      body,
      headers: { 'x-slack-signature': signature, 'x-slack-request-timestamp': Number(time) },
      nowMilliseconds: now,
    })
    return undefined
  } catch {
    return 'signature'
  }
}
