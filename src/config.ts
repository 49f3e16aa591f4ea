import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { withReach } from './config/approval.ts'
import { buildConnections, connectionWarnings } from './config/build.ts'
import { checkFile } from './config/check.ts'
import type { Config, PolicyConfig } from './config/config.ts'
import { readEnvFile } from './config/env-file.ts'
import { listenSettings } from './config/listen.ts'
import { createMistakes, type Mistakes } from './config/mistakes.ts'
import { openFile } from './config/open.ts'
import { environmentProxy, noProxyWarnings, proxyFor } from './config/proxy.ts'
import { createSecrets } from './config/secrets.ts'
import { serverWarnings } from './config/server-warnings.ts'
import type { SettingsFile } from './config/settings-file.ts'
import { slackAccount } from './config/slack-account.ts'
import { type SlashWords, wordsOf } from './config/slash-words.ts'
import { storeSettings } from './config/store.ts'
import { type Systems, unitsOf } from './config/systems.ts'
import { tagWarnings } from './config/tag-warnings.ts'
import { settingsUnopened } from './config/unopened.ts'
import { checkVariables, type Variables } from './config/variables.ts'
import { Secret } from './vault/secret.ts'

export { Prefix } from './config/chat.ts'
export type { Config } from './config/config.ts'
export { configurationDoc, envExample } from './config/configuration-page.ts'
export { ConnectionId } from './config/connection.ts'
export { Domain, Email } from './config/identity.ts'
export { configSchema } from './config/json-schema.ts'
export type { Systems } from './config/systems.ts'
export { isLoopback, parseUrl, urlText } from './config/url.ts'

/** What `readConfig` is given. */
export interface ConfigInput {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly systems: Systems
  /** What follows from a mistake; without it nothing was started. */
  readonly ifWrong?: string
  /** Where `.env` is and relative paths of variables begin; the working folder if not set. */
  readonly folder?: string
}

/** A copy of the environment; nothing else in the project reads it. */
export const environment = (): Record<string, string | undefined> => ({ ...process.env })

/**
 * Reads `.env`, the variables and the settings file, and checks all of it before anything starts. Throws one UserError
 * that names every mistake with its file and line, and never a value.
 */
export const readConfig = ({ env, systems, ifWrong, folder = process.cwd() }: ConfigInput): Config => {
  const mistakes = createMistakes()
  const warnings: string[] = []
  const { all, wrong } = variablesOf(env, folder, mistakes, warnings)
  const variables = checkVariables(all, wrong)
  const path = variables.COXSWAIN_CONFIG.replace(/^\.\//, '')
  const home = dirname(resolve(folder, path))
  const secrets = createSecrets(all, home)
  const nearby = createSecrets(all, folder)
  const stored = storedIn(variables, all, folder, wrong)
  const account = slackAccount(all, nearby, wrong)
  const listen = listenSettings(variables, wrong)
  const proxy = environmentProxy(all)
  if (typeof proxy === 'string') wrong('HTTPS_PROXY', proxy)
  const source = openFile(path, folder, mistakes)
  const settings = source && checkFile(source, path, { systems, secrets, mistakes, folder: home })
  mistakes.stop(ifWrong)
  if (settings === undefined || typeof proxy === 'string') throw new Error('a mistake of the settings was not named')

  const { secrets: storeSecrets, ...store } = stored
  const connections = buildConnections(settings.connections, {
    env: all,
    secrets,
    folder: home,
    proxy: proxy.settings,
    systems,
  })
  const heartbeat = settings.heartbeat === undefined ? undefined : secrets.open(settings.heartbeat)
  return {
    path: resolve(folder, path),
    connections,
    groups: settings.groups,
    approvals: settings.approvals.map((entry) => withReach(entry, unitsOf(systems))),
    identity: settings.identity,
    ...store,
    ...(account.slack && { slack: account.slack }),
    ...(account.slackUnset !== undefined && { slackUnset: account.slackUnset }),
    proxyTo: (url) => proxyFor(url, all, proxy.settings),
    words: { own: settings.slack.word, prefix: settings.slack.prefix },
    shared: settings.slack.shared,
    delivery: settings.slack.delivery,
    openChannels: Object.entries(settings.slack.answers).flatMap(([id, to]) => (to === 'channel' ? [id] : [])),
    ...(settings.slack.operators !== undefined && { operators: settings.slack.operators }),
    ...(heartbeat instanceof Secret && { heartbeat }),
    alerts: settings.alerts,
    watches: Object.entries(settings.watches).map(([name, one]) => ({ zone: 'UTC', ...one, name })),
    retention: settings.retention,
    doctor: settings.doctor,
    listen,
    logLevel: variables.LOG_LEVEL,
    warnings: [
      ...[...warnings, ...account.warnings, ...secrets.warnings, ...nearby.warnings],
      ...noProxyWarnings(all),
      ...settingsWarnings(settings, systems),
    ],
    secrets: [...secrets.all, ...storeSecrets, ...account.secrets, ...proxy.secrets],
  }
}

/** The settings that work on the database alone needs. */
export type StoredConfig = Pick<
  Config,
  'store' | 'dataFolder' | 'auditKey' | 'auditKeyFile' | 'auditMarkFile' | 'retention' | 'logLevel' | 'secrets'
>

/**
 * What is needed to work on the database: of all secrets only its own are opened, so that a backup needs no token. Throws one
 * UserError with every mistake.
 */
export const readStored = ({ env, systems, folder = process.cwd() }: ConfigInput): StoredConfig => {
  const mistakes = createMistakes()
  const { all, wrong } = variablesOf(env, folder, mistakes, [])
  const variables = checkVariables(all, wrong)
  const { secrets, ...stored } = storedIn(variables, all, folder, wrong)
  mistakes.stop('.')
  const path = variables.COXSWAIN_CONFIG.replace(/^\.\//, '')
  const { retention } = settingsUnopened(path, folder, systems)
  return { ...stored, retention, logLevel: variables.LOG_LEVEL, secrets }
}

type Wrong = (name: string, text: string) => void

/** `.env` and the environment together, and how a mistake in one of them is reported. */
const variablesOf = (env: ConfigInput['env'], folder: string, mistakes: Mistakes, warnings: string[]) => {
  const file = readEnvFile(folder, mistakes, warnings)
  const given = Object.entries(env).filter(([, value]) => value !== undefined)
  const all: ConfigInput['env'] = { ...file.values, ...Object.fromEntries(given) }
  const wrong: Wrong = (name, text) => {
    const line = env[name] === undefined ? file.lines.get(name) : undefined
    mistakes.add(line === undefined ? 'environment' : `.env:${line}`, `${name} ${text}`, name)
  }
  return { all, wrong }
}

const storedIn = (
  { COXSWAIN_DATA: data, COXSWAIN_AUDIT_MARK: mark }: Variables,
  all: ConfigInput['env'],
  folder: string,
  wrong: Wrong,
) => {
  const places = { dataFolder: resolve(folder, data), mark: mark === undefined ? undefined : resolve(folder, mark) }
  return storeSettings(all, places, createSecrets(all, folder), wrong)
}

/** Where the settings file is, and whether the environment or `.env` says so. */
const placeOf = ({ env, folder = process.cwd() }: ConfigInput) => {
  const { values } = readEnvFile(folder, createMistakes(), [])
  const given = env.COXSWAIN_CONFIG || values.COXSWAIN_CONFIG
  return { path: (given || 'coxswain.yml').replace(/^\.\//, ''), folder, isGiven: Boolean(given) }
}

/**
 * The words of the slash commands, as the settings file says; undefined if there is none yet. No secret is opened,
 * so that it can be asked before there are tokens. Throws UserError for mistakes of the file.
 */
export const readWords = (input: ConfigInput): SlashWords | undefined => {
  const { path, folder, isGiven } = placeOf(input)
  if (!isGiven && !existsSync(resolve(folder, path))) return undefined
  return wordsOf(settingsUnopened(path, folder, input.systems), input.systems)
}

/** What `checkSettings` found in a file without mistakes. */
export interface SettingsSummary {
  readonly path: string
  readonly connections: number
  readonly groups: number
  /** Sentences about what is allowed and unwise. */
  readonly warnings: readonly string[]
}

/** Checks the settings file (or `file`). No secret and no other file is opened. Throws UserError for mistakes of the file. */
export const checkSettings = (input: ConfigInput, file?: string): SettingsSummary => {
  const { path, folder } = { ...placeOf(input), ...(file !== undefined && { path: file }) }
  const settings = settingsUnopened(path, folder, input.systems)
  const { connections, groups } = settings
  const warnings = settingsWarnings(settings, input.systems)
  return { path, connections: Object.keys(connections).length, groups: groups.length, warnings }
}

const settingsWarnings = (settings: SettingsFile, systems: Systems): readonly string[] => [
  ...connectionWarnings(settings.connections),
  ...tagWarnings(settings, systems),
  ...serverWarnings(settings.connections),
]

/** Who may do what where, as the settings file says. No secret is opened. Throws UserError for mistakes of the file. */
export const readPolicy = (input: ConfigInput): PolicyConfig => {
  const { path, folder } = placeOf(input)
  const { connections, groups, approvals, identity } = settingsUnopened(path, folder, input.systems)
  return {
    groups,
    identity,
    approvals: approvals.map((entry) => withReach(entry, unitsOf(input.systems))),
    connections: Object.entries(connections).map(([id, one]) => {
      const [system = '', name = ''] = id.split('/')
      return { id, system, name, isDefault: one.default, channels: one.channels }
    }),
  }
}
