import { systems } from '../app.ts'
import type { Command } from '../command/command.ts'
import { manifestOf } from '../slack/manifest.ts'
import { type BotScope, botScopes, lookupScopes, slackMethods } from '../slack/scopes.ts'

const code = (text: string): string => `\`${text}\``
const list = (texts: readonly string[]): string => texts.map(code).join(', ') || 'none'

const scopeRow = ({ scope, why, methods: called, events }: BotScope): string =>
  `| ${code(scope)} | ${why} | ${list(called)} | ${list(events)} |`

const make = `## Make the app

Slack's payloads come to the bot in one of two ways:

- **Socket Mode**: the bot opens a WebSocket to Slack. Nothing of it can be reached from outside, it needs no address, no TLS and no proxy before it, and works behind a firewall that lets it out (${code('HTTPS_PROXY')} is honoured). Begin with this.
- **HTTP**: Slack sends signed requests to an address of yours. For a bot with many people, or if several replicas run behind a load balancer already.

1. Print the manifest: ${code('npm run coxswain -- manifest')} for Socket Mode, as is ${code('manifest.yml')} of this repository; for HTTP with the address at which Slack will reach the bot: ${code('npm run coxswain -- manifest --url https://coxswain.acme.net')}. It holds the systems and the words of your ${code('coxswain.yml')}; ${code('npm run coxswain -- init')} asks for what is needed, and prints a link instead that opens Slack with the manifest filled in.
2. Open <https://api.slack.com/apps?new_app=1>, choose “from a manifest”, choose your workspace, paste it, and create the app.
3. On the app's page “Install App”, install it into the workspace.
4. Copy the “Bot User OAuth Token” of “OAuth & Permissions” to ${code('SLACK_BOT_TOKEN')} in ${code('.env')}.
   - Socket Mode: under “Basic Information”, “App-Level Tokens”, generate a token with the one scope ${code('connections:write')}, and copy it to ${code('SLACK_APP_TOKEN')}.
   - HTTP: copy the “Signing Secret” of “Basic Information” to ${code('SLACK_SIGNING_SECRET')}.
5. ${code('npm start')}. With HTTP, let your proxy send ${code('/slack/events')}, and nothing else, to ${code('PORT')}, with the body as it came: the signature is over its bytes. If the app's page says that the address is not verified, let it verify again now that the bot answers.
6. In Slack type ${code('/cox help')}, and ${code('/invite @coxswain')} in the channels where the bot shall answer.

When the commands or systems change, print the manifest again and paste it under “App Manifest”; Slack asks to install again where a scope is new.

## Socket Mode

The bot asks ${code('apps.connections.open')} for the address of a socket, and keeps one open; when Slack wants it replaced, another is opened first. While none is open ${code('/readyz')} says so and why, and the bot tries again, after half a minute at most. Several replicas have a socket each (Slack takes 10 an app) and Slack gives each payload to one of them; what nobody acknowledged it gives to another, and a payload that comes twice is run once.`

const slashRows = (commands: readonly Command[]): readonly string[] =>
  manifestOf({
    commands,
    systems: systems.map(({ name }) => name),
    own: 'cox',
    prefix: '',
  }).features.slash_commands.map(
    ({ command, description, usage_hint: hint }) =>
      `| ${code(command)} | ${description} | ${code(hint).replaceAll('|', '\\|')} |`,
  )

const words = `A system that is not in ${code('connections:')} has no slash command. The bot's own word is ${code('slack.word')} of ${code('coxswain.yml')}; ${code('slack.prefix')}, such as ${code('stg-')}, stands before all of them, so that two bots live in one workspace. Both are in the manifest, so print it again after a change. What comes after the word is in [commands.md](commands.md). Slash commands do not exist in threads: mention the bot there, with the same words.`

const looks = `## To look whether its messages arrived

If Slack doesn't answer after a message was sent, nobody knows whether it arrived. With ${code('slack.delivery: lookup')} the bot looks for it, and needs two more scopes for that; ${code('npm run coxswain -- manifest')} has them then, and ${code('coxswain doctor')} says if they are missing, or granted without need.

${lookupScopes.map(({ scope, why }) => `- ${code(scope)}: ${why}`).join('\n')}

In direct messages with the bot it looks with ${code('im:history')}, which it has anyway. It calls ${list(lookupScopes[0].methods)} for nothing else, and only after such a message. Slack then hands over whatever was said there since; the bot looks at the metadata that it attached to its own message, and stores and logs nothing of the rest. [notifications.md](notifications.md#what-is-promised) says what this promises.`

const cannot = `## What it cannot do

- **Read channels.** Without ${code('slack.delivery: lookup')} it has no right to the history of a channel, public or private; it never has one to direct messages between people. It is sent what is typed after its slash commands, what mentions it, and what is written to it directly.
- **See files.** It can upload a file of its own, and read none, not even that.
- **Enter a channel by itself**, post where it was not invited, invite others, or see private channels that it is not in.
- **Act as a person.** It has no token of a user; what it posts, it posts as itself.
- **Change the workspace**: no channels, people, groups or settings.

A token that is lost can do in Slack what is in the table above, and nothing in the systems behind the bot; revoke it on “OAuth & Permissions”. The signing secret is worse to lose: who has it and reaches the bot can type and click as anybody. Make a new one on “Basic Information”, and let the bot be reached by Slack only where you can. Who has the app-level token can open a socket and take what people type in place of the bot, and can send the bot nothing; revoke it there too.`

const settings = `## Settings

| where | what |
|---|---|
| ${code('SLACK_BOT_TOKEN')} | without it the bot is not in Slack; this and the next two may be ${code('file:path')} |
| ${code('SLACK_APP_TOKEN')} or ${code('SLACK_SIGNING_SECRET')} | the first for Socket Mode, the second for HTTP; with both it is Socket Mode, and a warning says so |
| ${code('SLACK_API_URL')} | GovSlack, or a local Slack for a test |
| ${code('HOST')}, ${code('PORT')} | where Slack's requests are taken, with HTTP; put TLS in front of it. All addresses by default, because it is the one listener that is meant to be reached, and refuses what Slack did not sign |
| ${code('HTTPS_PROXY')}, ${code('NO_PROXY')} | the proxy through which Slack is reached, in both ways |
| ${code('OPS_HOST')}, ${code('OPS_PORT')} | health and metrics, for this machine only by default |
| ${code('slack.word')}, ${code('slack.prefix')} | the words of the slash commands |
| ${code('slack.shared')} | channels shared with another organisation in which the bot answers; people of the other organisation never have a right |
| ${code('slack.delivery')} | what becomes of a message if Slack doesn't say whether it arrived |
| ${code('identity.domains')}, ${code('identity.guests')} | whose e-mails count, and whether guests' do |

All of them are in [configuration.md](configuration.md).`

/** `docs/slack.md`: how to make the app, every right that it has and why, and what it cannot do. */
export const slackDoc = (commands: readonly Command[]): string => {
  const free = Object.entries(slackMethods).filter(([, scopes]) => scopes.length === 0)
  return `${[
    '<!-- Generated by `npm run docs` from src/slack/scopes.ts and src/cli/slack-doc.ts; do not edit. -->',
    '# Slack',
    make,
    '## Slash commands',
    ['| command | what it is for | hint |', '|---|---|---|', ...slashRows(commands)].join('\n'),
    words,
    '## What it may do, and why',
    ['| scope | why | methods | events |', '|---|---|---|---|', ...botScopes.map(scopeRow)].join('\n'),
    `${list(free.map(([method]) => method))} need no scope, and ${code('apps.connections.open')} is called with the app-level token. Without ${code('slack.delivery: lookup')} the bot calls no other method: a test collects what it calls and compares it with this table.`,
    looks,
    cannot,
    settings,
  ].join('\n\n')}\n`
}
