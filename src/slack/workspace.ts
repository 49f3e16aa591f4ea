import { UserError } from '../errors.ts'
import type { CallResult, SlackCall } from './call.ts'

/** Which app of which workspace this bot is. */
export interface Workspace {
  readonly team: string
  /** The organisation of the workspace, if it is one of Enterprise Grid. */
  readonly enterprise?: string
  readonly app: string
  readonly bot: string
  readonly botUser: string
  /** Where its messages are on the web, with a slash at the end: `https://acme.slack.com/`. */
  readonly url: string
  /** As people mention it, without the `@`. */
  readonly name: string
}

const deaf = ['invalid_auth', 'not_authed', 'account_inactive', 'token_revoked', 'token_expired', 'missing_scope']
const where = 'the “Bot User OAuth Token” of the app’s page “OAuth & Permissions”'

/** Why a token that Slack accepts can't be used, by what `auth.test` and `bots.info` say; undefined if it can. */
export const unusable = (
  { is_enterprise_install: isWide, team_id: team, user_id: botUser, bot_id: bot }: Readonly<Record<string, unknown>>,
  about: Readonly<Record<string, unknown>> | undefined,
): string | undefined => {
  if (isWide === true || (typeof team === 'string' && team.startsWith('E')))
    return 'SLACK_BOT_TOKEN is of an installation in a whole Slack organisation, and the bot works in one workspace. Install the app in that workspace, and take the token that it gets there.'
  if (typeof bot !== 'string') return 'SLACK_BOT_TOKEN is the token of a person; it must be the bot token.'
  if (typeof team !== 'string' || typeof botUser !== 'string')
    return `Slack does not say which workspace SLACK_BOT_TOKEN is for. Take ${where}.`
  if (about !== undefined && (typeof about.app_id !== 'string' || about.app_id === ''))
    return `SLACK_BOT_TOKEN belongs to no Slack app: Slack names none for this bot. Make an app with the manifest of docs/slack.md, and take ${where}.`
  return undefined
}

/** Asks Slack who the bot is; gives `why` while it does not answer. Throws UserError if the token is invalid. */
export const identify = async (
  call: SlackCall,
): Promise<{ readonly workspace: Workspace } | { readonly why: string }> => {
  const found = await call('auth.test', {})
  if (found.how === 'refused' && deaf.includes(found.why))
    throw new UserError(`Slack does not accept SLACK_BOT_TOKEN (${found.why}). Take ${where}.`)
  if (found.how !== 'sent') return { why: whyNot(found) }
  mustBeUsable(unusable(found.data, undefined))
  const { team_id, user_id, bot_id, user, url, enterprise_id: enterprise } = found.data
  const about = await call('bots.info', { bot: bot_id })
  if (about.how === 'refused')
    throw new UserError(
      `Slack refuses bots.info (${about.why}). Install the app again with the scopes of docs/slack.md.`,
    )
  if (about.how !== 'sent') return { why: whyNot(about) }
  const bot = (about.data.bot ?? {}) as Readonly<Record<string, unknown>>
  mustBeUsable(unusable(found.data, bot))
  return {
    workspace: {
      team: String(team_id),
      app: String(bot.app_id),
      bot: String(bot_id),
      botUser: String(user_id),
      ...(typeof enterprise === 'string' && { enterprise }),
      name: typeof user === 'string' ? user : 'coxswain',
      url: typeof url === 'string' ? url : '',
    },
  }
}

const mustBeUsable = (why: string | undefined): void => {
  if (why !== undefined) throw new UserError(why)
}

const whyNot = (answered: Exclude<CallResult, { how: 'sent' }>): string =>
  answered.how === 'limited' ? 'Slack says that it is called too often' : answered.why
