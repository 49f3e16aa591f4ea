import type { SlackCall } from './call.ts'

/** What Slack returns for opening a socket: its address, which is a secret and valid once; or why there is none. */
export type Ticket =
  | { readonly url: URL }
  /** `fatal` if the token will never be accepted. */
  | { readonly why: string; readonly waitMs?: number; readonly fatal?: true }

/** The one method that is called with the app-level token. */
export type OpenSocket = 'apps.connections.open'

const deaf = [
  ...['invalid_auth', 'not_authed', 'account_inactive', 'token_revoked', 'token_expired', 'missing_scope'],
  ...['not_allowed_token_type', 'user_removed_from_team', 'team_disabled'],
]

/** Asks Slack for a socket; its address is used only if it leads to this Slack and nobody in between can read it. */
export const takeTicket = async (call: SlackCall<OpenSocket>, apiUrl: string): Promise<Ticket> => {
  const answered = await call('apps.connections.open', {})
  switch (answered.how) {
    case 'limited':
      return { why: 'Slack allows no more sockets just now', waitMs: answered.waitMs }
    case 'refused':
      return { why: answered.why, ...(deaf.includes(answered.why) && { fatal: true }) }
    case 'sent': {
      const { url: text } = answered.data
      const url = typeof text === 'string' && URL.canParse(text) ? new URL(text) : undefined
      return url && isOf(url, new URL(apiUrl)) ? { url } : { why: 'Slack gave an address that is not its own' }
    }
    default:
      return { why: answered.why }
  }
}

/** On loopback the local Slack's own; else a name of that Slack, over TLS. */
const isOf = ({ protocol, hostname, username, password }: URL, api: URL): boolean => {
  if (username !== '' || password !== '') return false
  if (api.hostname !== 'slack.com' && api.hostname !== 'slack-gov.com')
    return hostname === api.hostname && (protocol === 'ws:' || protocol === 'wss:')
  return protocol === 'wss:' && hostname.endsWith(`.${api.hostname}`)
}
