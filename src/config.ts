import { dirname, resolve } from 'node:path'
import { buildConnections, connectionWarnings } from './config/build.ts'
import { checkFile } from './config/check.ts'
import type { Config } from './config/config.ts'
import { readEnvFile } from './config/env-file.ts'
import { createMistakes } from './config/mistakes.ts'
import { openFile } from './config/open.ts'
import { environmentProxy } from './config/proxy.ts'
import { createSecrets } from './config/secrets.ts'
import { storeSettings } from './config/store.ts'
import type { Systems } from './config/systems.ts'
import { checkVariables } from './config/variables.ts'

export type { Config } from './config/config.ts'
export { configurationDoc, envExample } from './config/docs.ts'
export { configSchema } from './config/schema.ts'
export type { Systems } from './config/systems.ts'

/** What `readConfig` is given. */
export interface ConfigInput {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly systems: Systems
  /** Where `.env` is and relative paths of variables begin; the working folder if not set. */
  readonly folder?: string
}

/** A copy of the environment; nothing else in the project reads it. */
export const environment = (): Record<string, string | undefined> => ({ ...process.env })

/**
 * Reads `.env`, the variables and the settings file, and checks all of it before anything starts. Throws one UserError
 * that names every mistake with its file and line, and never a value.
 */
export const readConfig = ({ env, systems, folder = process.cwd() }: ConfigInput): Config => {
  const mistakes = createMistakes()
  const warnings: string[] = []
  const file = readEnvFile(folder, mistakes, warnings)
  const given = Object.entries(env).filter(([, value]) => value !== undefined)
  const all: Readonly<Record<string, string | undefined>> = { ...file.values, ...Object.fromEntries(given) }
  const wrong = (name: string, text: string) => {
    const line = env[name] === undefined ? file.lines.get(name) : undefined
    mistakes.add(line === undefined ? 'environment' : `.env:${line}`, `${name} ${text}`, name)
  }

  const variables = checkVariables(all, wrong)
  const path = variables.COXSWAIN_CONFIG.replace(/^\.\//, '')
  const home = dirname(resolve(folder, path))
  const secrets = createSecrets(all, home)
  const nearby = createSecrets(all, folder)
  const stored = storeSettings(all, resolve(folder, variables.COXSWAIN_DATA), nearby, wrong)
  const proxy = environmentProxy(all)
  if (typeof proxy === 'string') wrong('HTTPS_PROXY', proxy)
  const source = openFile(path, folder, mistakes)
  const settings = source && checkFile(source, path, { systems, secrets, mistakes, folder: home })
  mistakes.stop()
  if (settings === undefined || typeof proxy === 'string') throw new Error('a mistake of the settings was not named')

  const { secrets: storeSecrets, ...store } = stored
  const connections = buildConnections(settings.connections, { env: all, secrets, folder: home, proxy: proxy.settings })
  return {
    path: resolve(folder, path),
    connections,
    groups: settings.groups,
    approvals: settings.approvals,
    identity: settings.identity,
    ...store,
    logLevel: variables.LOG_LEVEL,
    warnings: [...warnings, ...secrets.warnings, ...nearby.warnings, ...connectionWarnings(settings.connections)],
    secrets: [...secrets.all, ...storeSecrets, ...proxy.secrets],
  }
}
