import { Secret } from '../vault/secret.ts'
import type { Token } from '../vault/tokens.ts'
import { readCertificates } from './certificate.ts'
import type { ConnectionConfig } from './config.ts'
import { type ProxySettings, proxyFor } from './proxy.ts'
import type { Secrets } from './secrets.ts'
import type { SettingsFile } from './settings-file.ts'
import type { Systems } from './systems.ts'
import { urlText } from './url.ts'

/** What a connection is built from, besides its own settings. */
interface Parts {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly secrets: Secrets
  /** The folder of the settings file. */
  readonly folder: string
  /** What HTTPS_PROXY says. */
  readonly proxy: ProxySettings
  readonly systems: Systems
}

type Settings = SettingsFile['connections'][string]

/** The connections of settings in which no mistake was found. */
export const buildConnections = (settings: SettingsFile['connections'], parts: Parts): readonly ConnectionConfig[] =>
  Object.entries(settings).map(([id, one]) => {
    const [system = '', name = ''] = id.split('/')
    const url = asUrl(one.url)
    const own = one.proxy === undefined ? proxyFor(url, parts.env, parts.proxy) : { proxy: urlText(asUrl(one.proxy)) }
    return {
      id,
      system,
      name,
      url: urlText(url),
      ...(one.web !== undefined && { web: urlText(asUrl(one.web)) }),
      ...(one.server !== undefined && { server: one.server }),
      isDefault: one.default,
      channels: one.channels,
      ...(one.concurrency !== undefined && { concurrency: one.concurrency }),
      settings: ownIn(one, parts.systems[system]),
      ...(one.tls && { tls: tlsOf(one.tls, parts.folder) }),
      ...own,
      tokens: one.tokens.map((token) => tokenOf(token, parts.secrets)),
    }
  })

/** What a connection says in the keys that only its system has. */
const ownIn = (one: Settings, facts: Systems[string] | undefined): Readonly<Record<string, unknown>> => {
  const keys = Object.keys(facts?.settings ?? {})
  return Object.fromEntries(Object.entries(one).filter(([key]) => keys.includes(key)))
}

/** Sentences about connections that trust more than they should. */
export const connectionWarnings = (settings: SettingsFile['connections']): readonly string[] =>
  Object.entries(settings).flatMap(([id, { tls }]) =>
    tls?.insecure && tls.pin === undefined
      ? [
          `${id} takes any certificate (tls.insecure): whoever is in between can read its tokens. Set tls.pin or tls.ca.`,
        ]
      : [],
  )

// Both throw only if the checks let something pass, which is a bug of ours and no mistake of the file.
const asUrl = (text: string): URL => new URL(text)

const tokenOf = ({ name, secret, scopes, only }: Settings['tokens'][number], secrets: Secrets): Token => {
  const opened = secrets.open(secret)
  if (!(opened instanceof Secret)) throw new Error('a secret was not checked')
  const values = Object.entries(only ?? {}).map(([key, list]) => [key, list.map(String)] as const)
  return { name, secret: opened, scopes, ...(only && { only: Object.fromEntries(values) }) }
}

const tlsOf = ({ ca, pin, insecure }: NonNullable<Settings['tls']>, folder: string) => {
  const read = ca === undefined ? undefined : readCertificates(ca, folder)
  if (read && 'wrong' in read) throw new Error('a certificate was not checked')
  return { ...(read && { ca: read.pem }), ...(pin !== undefined && { pin }), insecure }
}
