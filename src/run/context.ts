import type { Command } from '../command/load.ts'
import type { Display } from '../message/display.ts'
import type { Principal } from '../policy/person.ts'
import type { Policy } from '../policy/policy.ts'
import type { Store } from '../store/db.ts'
import type { Connection } from '../systems/system.ts'
import type { Sealer } from '../vault/seal.ts'
import type { NoiseSettings } from '../watch/alert/channel-noise.ts'
import type { World } from '../world.ts'
import type { ActiveConfirmations } from './active-confirmations.ts'
import type { Check } from './doctor/finding.ts'
import type { Lines } from './lines.ts'

/** A connection, with what the settings say about its use. */
export interface Reachable {
  readonly connection: Connection
  /** `prod` */
  readonly name: string
  readonly isDefault: boolean
  readonly channels: readonly string[]
}

/** Looks up who people are, again each time: votes and claims never rely on what was known before. */
export interface People {
  /**
   * The same principal with today's e-mail; `gone` if the account may not be one of ours any more, undefined if that cannot
   * be found out.
   */
  fresh(principal: Principal): Promise<Principal | 'gone' | undefined>
  /**
   * Whether a person is in a channel, or has left it; `closed` says in a sentence why nothing can be posted there any more;
   * undefined if it can't be found out now. Absent if there are no channels.
   */
  standing?(principal: Principal, channel: string): Promise<'in' | 'left' | { readonly closed: string } | undefined>
  /**
   * The ids of all who are in a channel, bots too; `shared` if people of another organization are, `many` if there are more
   * than `most`, undefined if it can't be found out now. Absent if there are no channels.
   */
  readers?(channel: string, most: number): Promise<readonly string[] | 'shared' | 'many' | undefined>
  /** How many of these are people, and how many of them guests; undefined if it can't be found out now. */
  countPeople?(ids: readonly string[]): Promise<{ readonly people: number; readonly guests: number } | undefined>
  /** The account with that id in Slack, which nobody was asked about yet; undefined while the workspace isn't known. */
  account?(user: string): Principal | undefined
  /** `#ops`: the name that a channel has now; undefined if it is private, or not known. */
  channelName?(channel: string): Promise<string | undefined>
  /** The title in the person's own profile, as it was when that was last asked; people write there what they like. */
  title?(principal: Principal): string | undefined
}

/** What this process is. */
export interface Program {
  /** Of Coxswain, and of the Node that it runs on. */
  readonly version: string
  readonly node: string
  /** In milliseconds since 1970. */
  readonly startedAt: number
}

/** Everything that the executor works with. */
export interface Context {
  readonly world: World
  readonly store: Store
  readonly policy: Policy
  readonly people: People
  readonly commands: readonly Command[]
  readonly connections: readonly Reachable[]
  /** Channels shared with another organization: nobody is mentioned in them. */
  readonly shared: readonly string[]
  /** Seals the keys that people give for their own reads; undefined if nobody can give one. */
  readonly sealer: Sealer | undefined
  /** Channels in which rows are answered for everybody. */
  readonly openChannels: readonly string[]
  /** How much noise alerts make, and whom they may ping. */
  readonly alerts: NoiseSettings
  /** The owner of a claim's lease: this process; each sweep has an owner of its own. */
  readonly replica: string
  readonly activeConfirmations: ActiveConfirmations
  readonly lines: Lines
  readonly program: Program
  /** Which parts of a message people can see. */
  readonly display: Display
  /** What a checkup checks. */
  readonly checks: readonly Check[]
}
