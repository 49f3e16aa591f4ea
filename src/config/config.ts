import type { z } from 'zod'
import type { Secret } from '../vault/secret.ts'
import type { Token } from '../vault/tokens.ts'
import type { AlertSettings } from './alerts.ts'
import type { ApprovalSettings } from './approval.ts'
import type { GroupSettings } from './group.ts'
import type { IdentitySettings } from './identity.ts'
import type { ProxySettings } from './proxy.ts'
import type { RetentionSettings } from './retention.ts'
import type { LogLevel } from './variables.ts'
import type { WatchSettings } from './watch.ts'

/** One configured instance of a system. */
export interface ConnectionConfig {
  /** `rudder/prod` */
  readonly id: string
  /** `rudder` */
  readonly system: string
  /** `prod` */
  readonly name: string
  /** Without a slash at the end. */
  readonly url: string
  /** The base of links, without a slash at the end. */
  readonly web?: string
  /** Which server it leads to, if the settings say so. */
  readonly server?: string
  readonly isDefault: boolean
  readonly channels: readonly string[]
  /** How many reads run on it at once. */
  readonly concurrency?: number
  /** What stands in the keys that only its system has. */
  readonly settings: Readonly<Record<string, unknown>>
  readonly tls?: { readonly ca?: string; readonly pin?: string; readonly insecure?: boolean }
  /** `http://proxy:3128`, without a user; decided from `proxy:`, HTTPS_PROXY and NO_PROXY. */
  readonly proxy?: string
  /** The value of `Proxy-Authorization`, if the proxy has a user and a password. */
  readonly proxyAuthorization?: Secret
  readonly tokens: readonly Token[]
}

/** Every setting, checked: plain data in which each secret is a `Secret`. */
export interface Config {
  /** The settings file that was read. */
  readonly path: string
  readonly connections: readonly ConnectionConfig[]
  readonly groups: readonly z.output<typeof GroupSettings>[]
  readonly approvals: readonly ApprovalSettings[]
  readonly identity: z.output<typeof IdentitySettings>
  /** PostgreSQL if `url` is set, else the SQLite file. */
  readonly store: { readonly url?: Secret; readonly file: string }
  readonly dataFolder: string
  readonly auditKey?: Secret
  /** What the keys that people give for their own reads are sealed with; nobody can give one without it. */
  readonly sealingKey?: Secret
  /** Where a generated audit key is kept when `auditKey` is not set. */
  readonly auditKeyFile: string
  /** Where the head of the audit log is marked outside the database; absent if nowhere. */
  readonly auditMarkFile?: string
  readonly logLevel: LogLevel
  /** The bot's account in Slack; absent if the environment has none. */
  readonly slack?: {
    readonly botToken: Secret
    /** Of the one way by which Slack's payloads come: HTTP, or Socket Mode. */
    readonly key: { readonly signingSecret: Secret } | { readonly appToken: Secret }
    /** With a slash at the end. */
    readonly apiUrl: string
  }
  /** Which variables of that account are empty or missing; absent if one is set. */
  readonly slackUnset?: string
  /** The proxy on the way to an address, as HTTPS_PROXY and NO_PROXY say. */
  readonly proxyTo: (url: URL) => ProxySettings
  /** The word of the bot's own slash command, and what every slash command begins with (`stg-`, or nothing). */
  readonly words: { readonly own: string; readonly prefix: string }
  /** Ids of channels shared with another organisation in which the bot answers. */
  readonly shared: readonly string[]
  /** What becomes of a message if Slack doesn't say whether it arrived. */
  readonly delivery: 'once' | 'repeat' | 'lookup'
  /** Ids of channels in which rows are answered for everybody. */
  readonly openChannels: readonly string[]
  /** How much noise alerts make, and whom they may ping. */
  readonly alerts: z.output<typeof AlertSettings>
  /** The watches that are declared, with the zone that counts where none is set. */
  readonly watches: readonly (z.output<typeof WatchSettings> & { readonly name: string; readonly zone: string })[]
  /** The id of the channel where the bot reports its problems to those who run it. */
  readonly operators?: string
  /** The address that is called every minute while watches are read in time. */
  readonly heartbeat?: Secret
  /** For how many days what is stored is kept, each after its end. */
  readonly retention: z.output<typeof RetentionSettings>
  /** Whether the bot starts if a token is proven to be able to do more than its scopes. */
  readonly doctor: 'tell' | 'strict'
  /** Slack's requests are taken on the first; health and metrics are on the second. Port 0 is any free one. */
  readonly listen: {
    readonly host: string
    readonly port: number
    readonly opsHost: string
    readonly opsPort: number
    /** Further host names that the second one answers to. */
    readonly opsNames: readonly string[]
  }
  /** Sentences about what is allowed and unwise; none holds a secret. */
  readonly warnings: readonly string[]
  /** Every secret of the settings, for the redactor. */
  readonly secrets: readonly Secret[]
}

/** The settings that decide who may do what where. */
export interface PolicyConfig extends Pick<Config, 'groups' | 'approvals' | 'identity'> {
  readonly connections: readonly Pick<ConnectionConfig, 'id' | 'system' | 'name' | 'isDefault' | 'channels'>[]
}
