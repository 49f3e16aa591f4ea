export { people } from 'local-slack'

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type LocalRudder, startRudder } from 'local-rudder'

/** Local systems that are up, and the settings and environment that lead the bot to them and to nothing else. */
export interface Play {
  /** A folder of its own, with the settings file and the store; gone after `close`. */
  readonly folder: string
  readonly env: Readonly<Record<string, string>>
  readonly rudder: { readonly prod: LocalRudder; readonly staging: LocalRudder }
  close(): Promise<void>
}

const connection = (id: string, { url }: LocalRudder, { name, standard }: { name: string; standard: boolean }) => `
  ${id}:
    url: ${url}
    web: ${url}
    default: ${standard}
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

const settings = (
  prod: LocalRudder,
  staging: LocalRudder,
) => `connections:${connection('rudder/prod', prod, { name: 'PLAY_PROD', standard: true })}${connection('rudder/staging', staging, { name: 'PLAY_STAGING', standard: false })}

groups:
  - name: everybody
    description: Anybody of Acme may look.
    owner: marc@acme.example
    api_scopes: [rudder:*:read]
    includes: "*"
  - name: rudder-operators
    description: They may change rules, directives and groups, let nodes in, and decide on change requests.
    owner: marc@acme.example
    api_scopes: [rudder:*:read, rudder:directives:read, rudder:properties:read, ${[...everyDay, ...nowAndThen, 'rudder:requests:approve'].join(', ')}]
    includes: [ana@acme.example, marc@acme.example]
  - name: owners
    description: They may stop all changes, and see how the bot is.
    owner: marc@acme.example
    api_scopes: [cox:lock:write, cox:status:read]
    includes: [marc@acme.example]

approvals:
  - scopes: [rudder:rules:write, rudder:rule-set:write, rudder:directives:write, rudder:directive-set:write]
    people: 2
    when: { nodes: 100 }

identity:
  domains: [acme.example]
`

/** Starts the local systems on loopback with seeded data; nothing of this machine's own settings or tokens is used. */
export const startPlay = async (
  options: { readonly now?: () => number; readonly nodes?: number } = {},
): Promise<Play> => {
  const [prod, staging] = await Promise.all([startRudder(options), startRudder({ nodes: 40, ...options, api: 18 })])
  const folder = mkdtempSync(join(tmpdir(), 'coxswain-play-'))
  writeFileSync(join(folder, 'coxswain.yml'), settings(prod, staging))
  return {
    folder,
    env: {
      LOG_LEVEL: 'silent',
      PLAY_PROD_READ: prod.tokens.read,
      PLAY_PROD_WRITE: prod.tokens.operator,
      PLAY_PROD_KEEP: prod.tokens.keeper,
      PLAY_PROD_VALIDATOR: prod.tokens.validator,
      PLAY_STAGING_READ: staging.tokens.read,
      PLAY_STAGING_WRITE: staging.tokens.operator,
      PLAY_STAGING_KEEP: staging.tokens.keeper,
      PLAY_STAGING_VALIDATOR: staging.tokens.validator,
    },
    rudder: { prod, staging },
    close: async () => {
      await Promise.all([prod.close(), staging.close()])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
