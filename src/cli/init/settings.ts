import type { Operation } from '../../systems/operation.ts'
import type { SetupToken } from '../../systems/setup.ts'
import type { System } from '../../systems/system.ts'
import type { Answers, InitConnection } from './answers.ts'

/** The variable of `.env` that holds a token of the connection: `RUDDER_PROD_READ_TOKEN`. */
export const variableOf = ({ system, name }: InitConnection, { variable }: SetupToken): string =>
  `${system.name}_${name}_${variable}_TOKEN`.toUpperCase().replaceAll('-', '_')

const quoted = (text: string): string => JSON.stringify(text)

/** An account of this machine as a line that only needs its # removed; nothing if its name is unusual. */
const accountLine = (user: string): string =>
  /^[\w.-]{1,60}$/.test(user) ? `\n      # - cli:${user}    # you, at the terminal of this machine` : ''

const tokenLines = (connected: InitConnection, token: SetupToken): string =>
  [
    ...token.comment.map((line) => `      # ${line}`),
    `      - name: ${token.name}`,
    `        secret: env:${variableOf(connected, token)}`,
    `        scopes: [${token.scopes.join(', ')}]`,
  ].join('\n')

const connectionLines = (connected: InitConnection): string => {
  const { system, name, url } = connected
  return `  ${system.name}/${name}:
    url: ${quoted(url)}
    # Links in answers begin with this.
    web: ${quoted(url)}
    default: true
    # Only where the certificate of ${system.title} does not verify: its authority, or the public key that it must have.
    # tls: { ca: file:${system.name}-ca.pem }
    # tls: { pin: "sha256//…=" }
    tokens:
${system.setup.tokens.map((token) => tokenLines(connected, token)).join('\n')}`
}

/** The patterns of all that changes something in a system. */
const changing = ({ name, operations }: System): readonly string[] =>
  (['write', 'approve'] as const)
    .filter((action) => Object.values<Operation>(operations).some(({ scope }) => scope.endsWith(`:${action}`)))
    .map((action) => `${name}:*:${action}`)

/** Two people for large changes; nothing if nothing can be changed. */
const approvals = (systems: readonly System[]): string => {
  const counting = systems.filter((system) => changing(system).length > 0)
  if (counting.length === 0) return ''
  const units = [...new Set(counting.map(({ unit }) => unit.many))]
  return `
# Every change waits for a confirmation. One that touches 50 ${units.join(' or ')} or more waits for two people, so name a second admin.
approvals:
  - scopes: [${counting.flatMap(changing).join(', ')}]
    people: 2
    when: { ${units.length === 1 ? units[0] : 'reach'}: 50 }
`
}

/** `coxswain.yml`: the connections, everybody reads, the admin changes, large changes take two people. */
export const settingsText = ({ connections, admin, domains }: Answers, user: string): string => {
  const systems = connections.map(({ system }) => system)
  const reading = systems.map(({ name }) => `${name}:*:read`)
  const admins = systems.map(({ setup }) => setup.admins)
  return `# yaml-language-server: $schema=docs/coxswain.schema.json
# Written by coxswain init. docs/configuration.md explains every setting; a mistake stops the start and is named.

# The systems that the bot can call. Their tokens are in .env.
connections:
${connections.map(connectionLines).join('\n')}

# Who may do what. What no group gives is refused, and the refusal names the group and its owner.
groups:
  - name: everybody
    description: Anybody of ${domains.join(' or ')} may look.
    owner: ${quoted(admin)}
    api_scopes: [${reading.join(', ')}]
    includes: "*"
  - name: admins
    description: They may ${admins.map(({ may }) => may).join(', ')}, stop all changes, and mute alerts.
    owner: ${quoted(admin)}
    api_scopes:
      [${[...reading, ...admins.flatMap(({ scopes }) => scopes), 'cox:lock:write', 'cox:mute:write', 'cox:status:read'].join(', ')}]
    includes:
      - ${quoted(admin)}${accountLine(user)}
${approvals(systems)}
# Only e-mails of these domains count, as Slack has verified them.
identity:
  domains: [${domains.join(', ')}]
  # Guests of the workspace are in no group, whatever their e-mail.
  guests: false

# The bot's own slash command is /cox; if it is not free in your workspace, choose another word.
slack:
  word: cox
`
}

const variableLines = (connected: InitConnection): readonly string[] =>
  connected.system.setup.tokens.map(
    (token) => `# ${connected.system.title}: ${token.hint}\n${variableOf(connected, token)}=\n`,
  )

/** `.env`: a line for each token, to be filled in. */
export const envText = ({ connections, publicUrl }: Answers): string => {
  const key =
    publicUrl === undefined
      ? '# Slack, Basic Information: an App-Level Token with the scope connections:write, xapp-…\nSLACK_APP_TOKEN='
      : '# Slack, Basic Information: the Signing Secret\nSLACK_SIGNING_SECRET='
  return `# Written by coxswain init. These are passwords: keep this file to yourself (chmod 600), and out of git.

# Slack, OAuth & Permissions: the Bot User OAuth Token, xoxb-…
SLACK_BOT_TOKEN=
${key}

${connections.map((connected) => variableLines(connected).join('')).join('\n')}`
}
