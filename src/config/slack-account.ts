import type { Secret } from '../vault/secret.ts'
import type { Config } from './config.ts'
import { secretVariables } from './secret-variable.ts'
import type { Secrets } from './secrets.ts'
import { slackUrl } from './slack-url.ts'
import { unset, unsetOf } from './unset.ts'

type Env = Readonly<Record<string, string | undefined>>
type Wrong = (variable: string, text: string) => void

/** The bot's account in Slack, if the environment has one, and every secret of it. */
export interface SlackAccount extends Pick<Config, 'slack' | 'slackUnset'> {
  /** Sentences about what is set and not used. */
  readonly warnings: readonly string[]
  readonly secrets: readonly Secret[]
}

// Where each is found in the settings of a Slack app.
const tokenPlace = 'OAuth & Permissions of the Slack app has it'
const secretPlace = 'Basic Information of the Slack app has it'
const appPlace = 'Basic Information of the Slack app, “App-Level Tokens”, makes it, with the scope connections:write'
const shortest = 16

// Tokens that are taken for the bot's, by how they begin.
const others: readonly (readonly [RegExp, string])[] = [
  [/^xapp-/, 'is an app-level token (xapp-…), which opens sockets and can post nothing'],
  [/^xoxp-/, 'is the token of a person (xoxp-…), and the bot acts as itself'],
  [/^xoxe\.xoxb-/, 'is a token that expires (xoxe.xoxb-…); switch token rotation off in the Slack app'],
  [/^xoxe/, 'is a token for refreshing or configuring (xoxe…)'],
  [/^xox[ac-z]-/, 'is a token of another kind'],
]

/** Reads the variables of the account in Slack; what is wrong goes to `wrong`, without a value. */
export const slackAccount = (env: Env, secrets: Secrets, wrong: Wrong): SlackAccount => {
  const opened = secretVariables(env, secrets, wrong)
  const botToken = opened('SLACK_BOT_TOKEN')
  const signingSecret = opened('SLACK_SIGNING_SECRET')
  const appToken = opened('SLACK_APP_TOKEN')
  if (botToken) told('SLACK_BOT_TOKEN', tokenMistake(botToken.reveal()), wrong)
  if (signingSecret) told('SLACK_SIGNING_SECRET', signingMistake(signingSecret.reveal()), wrong)
  if (appToken) told('SLACK_APP_TOKEN', appTokenMistake(appToken.reveal()), wrong)
  const isEither = Boolean(env.SLACK_SIGNING_SECRET || env.SLACK_APP_TOKEN)
  const keys = unsetOf(env, ['SLACK_APP_TOKEN', 'SLACK_SIGNING_SECRET'])
  if (env.SLACK_BOT_TOKEN && !isEither)
    wrong('SLACK_BOT_TOKEN', `needs ${appWay}, or SLACK_SIGNING_SECRET for requests over HTTP; ${secretPlace}. ${keys}`)
  if (isEither && !env.SLACK_BOT_TOKEN)
    wrong(
      'SLACK_BOT_TOKEN',
      `${unset(env, 'SLACK_BOT_TOKEN')}, and needed with ${env.SLACK_APP_TOKEN ? 'SLACK_APP_TOKEN' : 'SLACK_SIGNING_SECRET'}; ${tokenPlace}`,
    )
  const url = slackUrl(env.SLACK_API_URL)
  if ('wrong' in url) wrong('SLACK_API_URL', url.wrong)
  const key = appToken ? { appToken } : signingSecret && { signingSecret }
  return {
    ...(!botToken && !isEither && { slackUnset: `${unsetOf(env, ['SLACK_BOT_TOKEN'])}; ${keys}` }),
    ...(botToken && key && 'url' in url && { slack: { botToken, key, apiUrl: url.url } }),
    secrets: [botToken, signingSecret, appToken].filter((one) => one !== undefined),
    warnings: appToken && signingSecret ? [both] : [],
  }
}

const appWay = `SLACK_APP_TOKEN for Socket Mode (${appPlace})`
const both =
  'SLACK_SIGNING_SECRET is not used: with SLACK_APP_TOKEN the bot is in Socket Mode and takes no requests over HTTP. Take away the one that you do not mean.'

const told = (name: string, mistake: string | undefined, wrong: Wrong) => {
  if (mistake !== undefined) wrong(name, mistake)
}

const tokenMistake = (value: string): string | undefined => {
  if (/^xoxb-[\w-]{8,}$/.test(value)) return undefined
  const other = others.find(([begins]) => begins.test(value))?.[1] ?? 'is no token of a bot'
  return `${other}; it must be the Bot User OAuth Token, which begins with xoxb-; ${tokenPlace}`
}

const appTokenMistake = (value: string): string | undefined => {
  if (/^xapp-[\w-]{8,}$/.test(value)) return undefined
  const kind = /^xox/.test(value) ? 'is a token of another kind' : 'is no app-level token'
  return `${kind}; it must begin with xapp-; ${appPlace}`
}

const signingMistake = (value: string): string | undefined => {
  if (/^xox|^xapp-/.test(value)) return `is a token and no signing secret; ${secretPlace}`
  if (/[\p{Cc}\s]/u.test(value)) return 'has a space, a line end or a control character in it, which no secret has'
  return value.length < shortest ? `must have at least ${shortest} characters; ${secretPlace}` : undefined
}
