import type { Rendered } from '../outbox/rendered.ts'
import type { World } from '../world.ts'
import type { Network } from './network.ts'
import { plainly } from './post.ts'

const limitMs = 5_000

/** Answers through a response URL: to the person alone, or to everybody there; false if Slack did not take it. */
export type Respond = (url: string, message: Rendered, to: 'person' | 'channel') => Promise<boolean>

/** The hosts of the response URLs of each Slack; on loopback the local one's own. */
const originsOf = (apiUrl: string): readonly string[] => {
  const { hostname, origin } = new URL(apiUrl)
  if (hostname === 'slack.com') return ['https://hooks.slack.com']
  return hostname === 'slack-gov.com' ? ['https://hooks.slack-gov.com'] : [origin]
}

/** A response URL is a key to the conversation: it is used where it may lead, never followed elsewhere, never stored. */
export const createRespond = (apiUrl: string, network: Pick<Network, 'fetch'>, { log, metrics }: World): Respond => {
  const origins = originsOf(apiUrl)
  return async (url, message, to) => {
    if (!URL.canParse(url) || !origins.includes(new URL(url).origin)) {
      metrics.count('slackCalls', { method: 'response', answered: 'refused' })
      log.warn('slack', { method: 'response', answered: 'refused', why: 'origin' })
      return false
    }
    const answered = await network
      .fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json; charset=utf-8' },
        body: JSON.stringify({
          ...plainly(message),
          response_type: to === 'person' ? 'ephemeral' : 'in_channel',
          replace_original: false,
        }),
        redirect: 'error',
        signal: AbortSignal.timeout(limitMs),
      })
      .then(
        async (response) => {
          const said = await response.text()
          return response.ok && !/"ok"\s*:\s*false/.test(said) ? 'sent' : 'refused'
        },
        () => 'unsure' as const,
      )
    metrics.count('slackCalls', { method: 'response', answered })
    if (answered !== 'sent') log.warn('slack', { method: 'response', answered })
    return answered === 'sent'
  }
}
