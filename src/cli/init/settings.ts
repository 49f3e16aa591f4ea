import type { Answers } from './answers.ts'

/** The variables that hold the tokens of the connection. */
export const tokenNames = (name: string) => {
  const word = `RUDDER_${name.toUpperCase().replaceAll('-', '_')}`
  return { read: `${word}_READ_TOKEN`, write: `${word}_WRITE_TOKEN` }
}

const quoted = (text: string): string => JSON.stringify(text)

/** An account of this machine as a line that only needs its # taken away; nothing where its name is unusual. */
const accountLine = (user: string): string =>
  /^[\w.-]{1,60}$/.test(user) ? `\n      # - cli:${user}    # you, at the terminal of this machine` : ''

/** What is changed every day; making and deleting, letting nodes in and deciding are for a token of their own. */
const daily = ['rules', 'directives', 'groups', 'agents'].map((resource) => `rudder:${resource}:write`).join(', ')
/** What looking into directives, which may hold secrets, and changing them needs besides. */
const secret = 'rudder:directives:read, rudder:directives:run'

/** `coxswain.yml`: one Rudder, everybody reads, the admin changes, large changes take two people. */
export const settingsText = ({ url, name, admin, domains }: Answers, user: string): string => {
  const tokens = tokenNames(name)
  return `# yaml-language-server: $schema=docs/coxswain.schema.json
# Written by coxswain init. docs/configuration.md explains every setting; a mistake stops the start and is named.

# The systems that the bot can call. Their tokens are in .env.
connections:
  rudder/${name}:
    url: ${quoted(url)}
    # Links in answers begin with this.
    web: ${quoted(url)}
    default: true
    # Only where the certificate of Rudder does not verify: its authority, or the public key that it must have.
    # tls: { ca: file:rudder-ca.pem }
    # tls: { pin: "sha256//…=" }
    tokens:
      # An account that can read and nothing else: all, directives with their secrets too. docs/tokens.md has smaller ones.
      - name: reader
        secret: env:${tokens.read}
        scopes: [rudder:*:read]
      # An account that can make these changes. To let the bot only read, take these three lines away. To make and delete
      # things or let nodes in, add the token of a third account, the keeper of docs/tokens.md.
      - name: writer
        secret: env:${tokens.write}
        scopes: [${daily}, rudder:directives:run]

# Who may do what. What no group gives is refused, and the refusal names the group and its owner.
groups:
  - name: everybody
    description: Anybody of ${domains.join(' or ')} may look.
    owner: ${quoted(admin)}
    api_scopes: [rudder:*:read]
    includes: "*"
  - name: admins
    description: They may change rules, directives and groups, run agents, and stop all changes.
    owner: ${quoted(admin)}
    api_scopes:
      [rudder:*:read, ${secret}, ${daily}, cox:lock:write, cox:status:read]
    includes:
      - ${quoted(admin)}${accountLine(user)}

# Every change waits for a confirmation. One that touches 50 nodes or more waits for two people, so name a second admin.
approvals:
  - scopes: [rudder:*:write, rudder:*:approve]
    people: 2
    when: { nodes: 50 }

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

/** `.env`: a line for each token, to be filled in. */
export const envText = ({ name, publicUrl }: Answers): string => {
  const tokens = tokenNames(name)
  const key =
    publicUrl === undefined
      ? '# Slack, Basic Information: an App-Level Token with the scope connections:write, xapp-…\nSLACK_APP_TOKEN='
      : '# Slack, Basic Information: the Signing Secret\nSLACK_SIGNING_SECRET='
  return `# Written by coxswain init. These are passwords: keep this file to yourself (chmod 600), and out of git.

# Slack, OAuth & Permissions: the Bot User OAuth Token, xoxb-…
SLACK_BOT_TOKEN=
${key}

# Rudder: an account that can read and nothing else. What it must be able to do: docs/tokens.md
${tokens.read}=
# Rudder: an account that can change what the writer in coxswain.yml is for
${tokens.write}=
`
}
