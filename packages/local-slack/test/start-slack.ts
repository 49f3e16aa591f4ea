import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebAPIPlatformError, WebClient } from '@slack/web-api'
import { onTestFinished } from 'vitest'
import { type LocalSlack, type LocalSlackOptions, startLocalSlack } from '../src/index.ts'

/** Every scope that a method of the local Slack asks for. */
export const allScopes = [
  ...['commands', 'chat:write', 'app_mentions:read', 'im:history', 'im:read', 'im:write', 'users:read'],
  ...['users:read.email', 'usergroups:read', 'channels:read', 'groups:read', 'team:read', 'files:write'],
  'reactions:write',
]

/** One request as a bot got it. */
export interface Got {
  readonly body: string
  readonly headers: IncomingHttpHeaders
}

/** What a bot answers: a status and a body, after a while. */
export interface Said {
  readonly status?: number
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly afterMs?: number
}

/** A bot that notes what it is told and answers as it is told. */
export interface Bot {
  readonly url: string
  readonly got: Got[]
  /** Answers from now on, or what it decides of each request. */
  says: Said | ((got: Got) => Said | Promise<Said>)
}

/** A bot that answers 200 at once; closed when the test is finished. */
export const startListener = async (): Promise<Bot> => {
  const bot: { -readonly [key in keyof Bot]: Bot[key] } = { url: '', got: [], says: {} }
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const got = { body, headers: request.headers }
    bot.got.push(got)
    const said = typeof bot.says === 'function' ? await bot.says(got) : bot.says
    setTimeout(() => {
      response.writeHead(said.status ?? 200, { ...said.headers }).end(said.body ?? '')
    }, said.afterMs ?? 0)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  bot.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return bot
}

/** A clock that a test moves. */
export interface Watch {
  now: number
}

const commands = [{ command: '/rudder', description: 'Ask Rudder', hint: 'compliance', completions: [] }]

/** A local Slack with every scope, its time the test's; closed when the test is finished. */
export const startSlack = async (
  options: Partial<LocalSlackOptions> = {},
): Promise<{ readonly slack: LocalSlack; readonly client: WebClient; readonly bot: Bot; readonly watch: Watch }> => {
  const watch = { now: Date.UTC(2026, 10, 20, 13) }
  const slack = await startLocalSlack({ commands, scopes: allScopes, now: () => watch.now, ...options })
  onTestFinished(() => slack.close())
  const bot = await startListener()
  slack.deliverTo(bot.url)
  return { slack, client: clientOf(slack), bot, watch }
}

/** Slack's own client on a local Slack; it never tries twice. */
export const clientOf = (slack: LocalSlack, token = slack.botToken): WebClient =>
  new WebClient(token, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: {
      debug() {},
      info() {},
      warn() {},
      error() {},
      setLevel() {},
      setName() {},
      getLevel: () => 'error' as never,
    },
  })

/** The payload of an interaction. */
// biome-ignore lint/suspicious/noExplicitAny: tests look at payloads of every shape
export const payloadOf = ({ body }: { readonly body: string }): any =>
  JSON.parse(new URLSearchParams(body).get('payload') ?? 'null')

/** A message with one row of buttons. */
export const withButtons = (...labels: string[]) => ({
  text: 'Choose',
  blocks: [
    {
      type: 'actions',
      block_id: 'row',
      elements: labels.map((label, at) => ({
        type: 'button',
        action_id: `b${at}`,
        value: `v${at}`,
        text: { type: 'plain_text', text: label },
      })),
    },
  ],
})

/** The data of the refusal that a call ends in. */
export const refusal = async (call: Promise<unknown>) => {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof WebAPIPlatformError)) throw new Error(`not refused: ${String(error)}`)
  return error.data
}
