import { UserError } from '../errors.ts'
import type { Answered, Call } from './call.ts'

/** Which app of which workspace this bot is. */
export interface Workspace {
  readonly team: string
  readonly app: string
  readonly bot: string
  readonly botUser: string
  /** Where its messages are on the web, with a slash at the end: `https://acme.slack.com/`. */
  readonly url: string
  /** As people mention it, without the `@`. */
  readonly name: string
}

const deaf = ['invalid_auth', 'not_authed', 'account_inactive', 'token_revoked', 'token_expired', 'missing_scope']

/** Asks Slack who we are; `why` while it does not answer. Throws UserError where the token is no good. */
export const identify = async (call: Call): Promise<{ readonly workspace: Workspace } | { readonly why: string }> => {
  const found = await call('auth.test', {})
  if (found.how === 'refused' && deaf.includes(found.why))
    throw new UserError(
      `Slack does not accept SLACK_BOT_TOKEN (${found.why}). Take the “Bot User OAuth Token” of the app's page “OAuth & Permissions”.`,
    )
  if (found.how !== 'sent') return { why: whyNot(found) }
  const { team_id: team, user_id: botUser, bot_id: bot, user: name, url } = found.data
  if (typeof bot !== 'string')
    throw new UserError('SLACK_BOT_TOKEN is the token of a person; it must be the bot token.')
  const about = await call('bots.info', { bot })
  if (about.how === 'refused')
    throw new UserError(
      `Slack refuses bots.info (${about.why}). Install the app again with the scopes of docs/slack.md.`,
    )
  if (about.how !== 'sent') return { why: whyNot(about) }
  const { app_id: app } = (about.data.bot ?? {}) as { app_id?: unknown }
  return {
    workspace: {
      ...{ team: String(team), app: String(app), bot, botUser: String(botUser), name: String(name) },
      url: typeof url === 'string' ? url : '',
    },
  }
}

const whyNot = (answered: Exclude<Answered, { how: 'sent' }>): string =>
  answered.how === 'limited' ? 'Slack says that it is called too often' : answered.why
