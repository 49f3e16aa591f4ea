/** One kind of local system, which its package exports as `./play`. */
export interface LocalSystem {
  /** What each person may do here, by the word that `--as` takes; for anyone who isn't named it is nothing. */
  readonly people: Readonly<Record<string, string>>
  /** Starts its servers on loopback with seeded data; `now` is milliseconds since 1970. */
  start(options: { readonly now?: () => number }): Promise<RunningSystem>
}

/** The servers of a local system. */
export interface RunningSystem {
  /** What tests read and change, `prod` and `staging` among them. */
  readonly servers: object
  readonly settings: SettingsPart
  readonly levers: readonly SystemLever[]
  close(): Promise<void>
}

/** What the settings file says about a local system. The texts are YAML, and each begins with a line break. */
export interface SettingsPart {
  /** Entries of `connections`. */
  readonly connections: string
  /** The scopes that everybody at Acme has. */
  readonly everybody: readonly string[]
  /** Items of `groups`. */
  readonly groups: string
  /** Items of `approvals`. */
  readonly approvals: string
  /** The secrets that the connections name with `env:`. */
  readonly env: Readonly<Record<string, string>>
}

/** Something that the page's drawer can make happen to a local system. */
export interface SystemLever {
  /** Unique within its system. */
  readonly id: string
  /** The heading above it: `Rudder prod`. */
  readonly group: string
  readonly label: string
  readonly help: string
  /** Whether a switch is on; a push button has none. */
  readonly isOn?: () => boolean
  pull(on: boolean): void
}
