import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { type Config, readConfig, type Systems } from '../../src/config.ts'
import { UserError } from '../../src/errors.ts'

export const systems: Systems = {
  rudder: {
    scopes: [
      'rudder:compliance:read',
      'rudder:info:read',
      'rudder:rules:read',
      'rudder:rules:write',
      'rudder:change-requests:approve',
      'rudder:secrets:read',
    ],
    internal: ['rudder:info:read'],
    sensitive: ['rudder:secrets:read'],
    parameters: ['ruleId', 'nodeId'],
    unit: 'nodes',
    tags: ['rudder:rules:read', 'rudder:secrets:read'],
  },
  redash: {
    scopes: ['redash:queries:read', 'redash:queries:run', 'redash:queries:write'],
    internal: [],
    sensitive: [],
    parameters: ['queryId'],
    unit: 'queries',
  },
  cox: { scopes: ['cox:help:read', 'cox:lock:write'], internal: [], sensitive: [], parameters: [] },
}

export const readToken = 'the-read-token-0123456789'
export const writeToken = 'the-write-token-0123456789'
export const tokens = { RUDDER_READ_TOKEN: readToken, RUDDER_WRITE_TOKEN: writeToken }

/** A settings file that connects nothing and allows nobody anything. */
export const nothing = 'groups: []\n'

/** A folder with a settings file and other files, gone with the test. */
export const folderWith = (yaml: string | undefined, files: Readonly<Record<string, string>> = {}): string => {
  const folder = mkdtempSync(join(tmpdir(), 'coxswain-config-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  if (yaml !== undefined) writeFileSync(join(folder, 'coxswain.yml'), yaml)
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text, { mode: 0o600 })
  return folder
}

type Env = Readonly<Record<string, string | undefined>>

export const read = (yaml: string, env: Env = tokens, files: Readonly<Record<string, string>> = {}): Config =>
  readConfig({ env, systems, folder: folderWith(yaml, files) })

/** The message of the one error. */
export const mistakesOf = (work: () => unknown): string => {
  try {
    work()
  } catch (error) {
    if (error instanceof UserError) return error.message
    throw error
  }
  throw new Error('no mistake was found')
}

export const mistakesIn = (
  yaml: string | undefined,
  env: Env = tokens,
  files: Readonly<Record<string, string>> = {},
) => {
  const folder = folderWith(yaml, files)
  return mistakesOf(() => readConfig({ env, systems, folder }))
}

/** A connection that is right, with more lines of its own (indented by four). */
export const connection = (more = '', id = 'rudder/prod', scopes = 'rudder:*:read'): string =>
  `  ${id}:
    url: https://rudder.acme.net/rudder
${more}    tokens:
      - name: reader
        secret: env:RUDDER_READ_TOKEN
        scopes: ["${scopes}"]
`
