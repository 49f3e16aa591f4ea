import type { z } from 'zod'

/** The scopes and path parameters of one system, as its operations say. */
interface SystemFacts {
  /** The scope of each operation. */
  readonly scopes: readonly string[]
  /** Scopes that the system itself needs: a token must serve them, a group cannot have them. */
  readonly internal: readonly string[]
  /** Those of them without which no connection opens; all of them if left out. */
  readonly opening?: readonly string[]
  readonly sensitive: readonly string[]
  /** Names that `only:` may have. */
  readonly parameters: readonly string[]
  /** What a token must serve to read the tags of its objects. */
  readonly tags?: readonly string[]
  /** What its writes affect, as `approvals:` may call the reach: `queries`. */
  readonly unit?: string
  /** The settings of a connection that only it has, by their key. */
  readonly settings?: Readonly<Record<string, z.ZodType>>
  /** Scopes whose tokens serve nothing else. */
  readonly alone?: readonly string[]
  /** What is wrong with a connection as a whole. */
  mistakes?(connection: {
    readonly url: string
    readonly settings: Readonly<Record<string, unknown>>
    readonly tokens: readonly (readonly string[])[]
  }): readonly { readonly key: string; readonly text: string }[]
  /** Understands a line that is to be watched in a channel, of whatever system; only `cox` does. */
  watch?(asked: WatchLineAsked): WatchLineFound
}

/** A line that is to be watched, and what it may read. */
export interface WatchLineAsked {
  readonly line: string
  readonly channel: string
  readonly connections: readonly {
    readonly id: string
    readonly isDefault: boolean
    readonly channels: readonly string[]
  }[]
}

/** What is wrong with such a line, as sentences; or what else of the settings it needs. */
export type WatchLineFound =
  | { readonly mistake: string }
  | { readonly namesTimes: boolean; readonly ping?: string | undefined }

/** Every system by its word; `cox` holds the scopes of the local commands and has no connections. */
export type Systems = Readonly<Record<string, SystemFacts>>

/** What the writes of all systems affect, each word once. */
export const unitsOf = (systems: Systems): readonly string[] => [
  ...new Set(Object.values(systems).flatMap(({ unit }) => unit ?? [])),
]

/** The settings of connections that only one system has, of all systems together. */
export const ownSettingsOf = (systems: Systems): Readonly<Record<string, z.ZodType>> =>
  Object.assign({}, ...Object.values(systems).map(({ settings }) => settings))

/** The word of the bot's own commands. */
export const ownWord = 'cox'
