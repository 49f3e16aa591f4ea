import type { LocalRudder } from '../local-rudder.ts'

const connection = (
  id: string,
  { url }: LocalRudder,
  { name, standard, channel }: { name: string; standard: boolean; channel?: string },
) => `
  ${id}:
    url: ${url}
    web: ${url}
    default: ${standard}${channel === undefined ? '' : `\n    channels: [${channel}]`}
    tokens:
      - name: reader
        secret: env:${name}_READ
        scopes: [rudder:*:read]
      - name: writer
        secret: env:${name}_WRITE
        scopes: [${everyDay.join(', ')}]
      - name: keeper
        secret: env:${name}_KEEP
        scopes: [${nowAndThen.join(', ')}]
      - name: validator
        secret: env:${name}_VALIDATOR
        scopes: [rudder:requests:read, rudder:requests:write, rudder:requests:approve]`

const scopesOf = (...all: readonly string[]) => all.map((scope) => `rudder:${scope}`)

/** What is changed every day, and the check of a directive, which asks for a token that may write. */
const everyDay = scopesOf('rules:write', 'directives:write', 'directives:run', 'groups:write', 'agents:write')
/** What makes, copies and deletes, and lets nodes in. */
const nowAndThen = [
  ...scopesOf('rule-set:write', 'directive-set:write', 'group-set:write', 'categories:write', 'library:write'),
  ...scopesOf('nodes:approve'),
]

/** What the settings file of the bot says about two local Rudders; in the environment are the tokens that it names. */
export const settingsOf = (prod: LocalRudder, staging: LocalRudder) => ({
  connections: `${connection('rudder/prod', prod, { name: 'PLAY_PROD', standard: true })}${connection('rudder/staging', staging, { name: 'PLAY_STAGING', standard: false, channel: 'C0STAGING' })}`,
  everybody: scopesOf('*:read'),
  groups: `
  - name: rudder-operators
    description: They may change rules, directives and groups, let nodes in, and decide on change requests.
    owner: marc@acme.example
    api_scopes: [${scopesOf('*:read', 'directives:read', 'properties:read').join(', ')}, ${[...everyDay, ...nowAndThen, ...scopesOf('requests:approve')].join(', ')}]
    includes: [ana@acme.example, marc@acme.example]`,
  approvals: `
  - scopes: [${scopesOf('rules:write', 'rule-set:write', 'directives:write', 'directive-set:write').join(', ')}]
    people: 2
    when: { nodes: 100 }`,
  env: { ...envOf('PLAY_PROD', prod), ...envOf('PLAY_STAGING', staging) },
})

const envOf = (name: string, { tokens }: LocalRudder): Readonly<Record<string, string>> => ({
  [`${name}_READ`]: tokens.read,
  [`${name}_WRITE`]: tokens.operator,
  [`${name}_KEEP`]: tokens.keeper,
  [`${name}_VALIDATOR`]: tokens.validator,
})
