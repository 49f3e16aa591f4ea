import type { Secret } from '../vault/secret.ts'
import type { Config } from './config.ts'
import { secretVariables } from './secret-variable.ts'
import type { Secrets } from './secrets.ts'
import { slackUrl } from './slack-url.ts'

type Env = Readonly<Record<string, string | undefined>>
type Wrong = (variable: string, text: string) => void

/** The bot's account in Slack, where the environment has one, and every secret of it. */
export interface SlackAccount extends Pick<Config, 'slack'> {
  readonly secrets: readonly Secret[]
}

// Where each is found in the settings of a Slack app.
const tokenPlace = 'OAuth & Permissions of the Slack app has it'
const secretPlace = 'Basic Information of the Slack app has it'
const shortest = 16

// Tokens that are taken for the bot's, by how they begin.
const others: readonly (readonly [RegExp, string])[] = [
  [/^xapp-/, 'is an app-level token (xapp-…), which opens sockets and can post nothing'],
  [/^xoxp-/, 'is the token of a person (xoxp-…), and the bot acts as itself'],
  [/^xoxe\.xoxb-/, 'is a token that expires (xoxe.xoxb-…); switch token rotation off in the Slack app'],
  [/^xoxe/, 'is a token for refreshing or configuring (xoxe…)'],
  [/^xox[a-z]-(?<!xoxb-)/, 'is a token of another kind'],
]

/** Reads SLACK_BOT_TOKEN, SLACK_SIGNING_SECRET and SLACK_API_URL; what is wrong goes to `wrong`, without a value. */
export const slackAccount = (env: Env, secrets: Secrets, wrong: Wrong): SlackAccount => {
  const opened = secretVariables(env, secrets, wrong)
  const botToken = opened('SLACK_BOT_TOKEN')
  const signingSecret = opened('SLACK_SIGNING_SECRET')
  if (botToken) told('SLACK_BOT_TOKEN', tokenMistake(botToken.reveal()), wrong)
  if (signingSecret) told('SLACK_SIGNING_SECRET', signingMistake(signingSecret.reveal()), wrong)
  if (env.SLACK_BOT_TOKEN && !env.SLACK_SIGNING_SECRET)
    wrong('SLACK_SIGNING_SECRET', `is needed with SLACK_BOT_TOKEN; ${secretPlace}`)
  if (env.SLACK_SIGNING_SECRET && !env.SLACK_BOT_TOKEN)
    wrong('SLACK_BOT_TOKEN', `is needed with SLACK_SIGNING_SECRET; ${tokenPlace}`)
  const url = slackUrl(env.SLACK_API_URL)
  if ('wrong' in url) wrong('SLACK_API_URL', url.wrong)
  return {
    ...(botToken && signingSecret && 'url' in url && { slack: { botToken, signingSecret, apiUrl: url.url } }),
    secrets: [botToken, signingSecret].filter((one) => one !== undefined),
  }
}

const told = (name: string, mistake: string | undefined, wrong: Wrong) => {
  if (mistake !== undefined) wrong(name, mistake)
}

const tokenMistake = (value: string): string | undefined => {
  if (/^xoxb-[\w-]{8,}$/.test(value)) return undefined
  const other = others.find(([begins]) => begins.test(value))?.[1] ?? 'is no token of a bot'
  return `${other}; it must be the Bot User OAuth Token, which begins with xoxb-; ${tokenPlace}`
}

const signingMistake = (value: string): string | undefined => {
  if (/^xox|^xapp-/.test(value)) return `is a token and no signing secret; ${secretPlace}`
  if (/[\p{Cc}\s]/u.test(value)) return 'has a space, a line end or a control character in it, which no secret has'
  return value.length < shortest ? `must have at least ${shortest} characters; ${secretPlace}` : undefined
}
