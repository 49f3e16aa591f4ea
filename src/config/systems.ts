/** The scopes and path parameters of one system, as its operations say. */
interface SystemFacts {
  /** The scope of each operation. */
  readonly scopes: readonly string[]
  /** Scopes that the system itself needs: a token must serve them, a group cannot have them. */
  readonly internal: readonly string[]
  readonly sensitive: readonly string[]
  /** Names that `only:` may have. */
  readonly parameters: readonly string[]
  /** What a token must serve to read the tags of its objects. */
  readonly tags?: readonly string[]
  /** What its writes affect, as `approvals:` may call the reach: `queries`. */
  readonly unit?: string
}

/** Every system by its word; `cox` holds the scopes of the local commands and has no connections. */
export type Systems = Readonly<Record<string, SystemFacts>>

/** What the writes of all systems affect, each word once. */
export const unitsOf = (systems: Systems): readonly string[] => [
  ...new Set(Object.values(systems).flatMap(({ unit }) => unit ?? [])),
]

/** The word of the bot's own commands. */
export const ownWord = 'cox'
