import type { Account } from './accounts.ts'

/** What policies are made of. */
export interface Policies {
  readonly at: number
  readonly rules: Rule[]
  readonly directives: Directive[]
  readonly groups: Group[]
}

/** A rule target as the API writes it: a simple name, or a composition. */
export type Target = string | TargetSet | TargetDifference
/** A union or an intersection; may be nested. */
export interface TargetSet {
  readonly or?: readonly Target[]
  readonly and?: readonly Target[]
}
/** What is meant, less what is not. */
export interface TargetDifference {
  readonly include: TargetSet
  readonly exclude: TargetSet
}

export type Mode = 'enforce' | 'audit'

/** A rule as stored; what the API derives (status, mode) is not in it. */
export interface Rule {
  readonly id: string
  displayName: string
  categoryId: string
  shortDescription: string
  longDescription: string
  directives: string[]
  targets: Target[]
  enabled: boolean
  tags: Record<string, string>[]
  /** When it was last written, in milliseconds; its checks are `applying` until the agents have run. */
  changedAt?: number
}

export interface Directive {
  readonly id: string
  displayName: string
  shortDescription: string
  longDescription: string
  techniqueName: string
  techniqueVersion: string
  /** May hold secrets, as on the real server. */
  parameters: unknown
  priority: number
  enabled: boolean
  policyMode: 'default' | Mode
  tags: Record<string, string>[]
  /** What an agent reports on, one line each. */
  components: string[]
}

export interface Group {
  readonly id: string
  displayName: string
  description: string
  category: string
  query?: unknown
  /** Their values may be secret. */
  properties?: { name: string; value: unknown }[]
  nodeIds: string[]
  dynamic: boolean
  enabled: boolean
  system?: boolean
}

export interface Node {
  readonly id: string
  hostname: string
  policyMode: 'default' | Mode
  os: { type: string; name: string; version: string; fullName: string; kernelVersion: string }
  ipAddresses: string[]
  /** What its agent signs with, in PEM; not reported if absent. */
  certificate?: string
  ram: number
  properties: { name: string; value: unknown }[]
  policyServer: boolean
  /** Who may see it besides accounts that see all. */
  tenant?: string
  /** `enabled` where it is left out; an `ignored` one is left alone. */
  state?: string
  /** It sends no reports and last ran at `lastRunAt`: every check on it is `noReport`, unless its last compliance is kept. */
  silent: boolean
  /** In milliseconds; the runs of a node that is not silent are computed from the clock. */
  lastRunAt: number
  /** The server loses its relay while the agent runs: what it printed so far is all that is ever seen. */
  runBreaks?: boolean
  /** It has not run with its newest policies yet: every check on it is `applying`. */
  pending: boolean
}

/** Of rules or of groups; the root is its own parent. */
export interface Category {
  readonly id: string
  name: string
  description: string
  parent: string
  system?: boolean
}

/** One version of a technique; those of the editor have calls, the others are Rudder's own. */
export interface Technique {
  readonly id: string
  name: string
  version: string
  category: string
  source: 'built-in' | 'editor'
  description: string
  documentation: string
  /** False where the technique is disabled, in all its versions: then no directive of it does anything. */
  enabled?: boolean
  /** What directives are asked for. */
  parameters: { id: string; name: string; description: string; mayBeEmpty: boolean }[]
  /** May hold secrets, as on the real server. */
  calls: unknown[]
  resources: { path: string; state: string }[]
  revisions: { revision: string; date: string; author: string; message: string }[]
}

/** What techniques call. */
export interface Method {
  readonly id: string
  name: string
  description: string
  parameters: { name: string; description: string; constraints: unknown; type: string }[]
}

/** A global property; its value may be secret. */
export interface Property {
  readonly id: string
  value: unknown
  description: string
  provider?: string
}

/** One status that agents report instead of the good one, for some nodes. */
export interface Finding {
  ruleId: string
  directiveId: string
  component: string
  nodeIds: string[]
  status: Status
  message: string
}

/** A directive that another rule's directive of the same technique wins over: it is skipped, not checked. */
export interface Override {
  ruleId: string
  directiveId: string
  byRuleId: string
}

/** The fourteen keys that `complianceDetails` may hold, in the server's order. */
export const statuses = [
  'applying',
  'successAlreadyOK',
  'successRepaired',
  'successNotApplicable',
  'auditCompliant',
  'auditNotApplicable',
  'auditNonCompliant',
  'auditError',
  'unexpectedUnknownComponent',
  'unexpectedMissingComponent',
  'noReport',
  'reportsDisabled',
  'badPolicyMode',
  'error',
] as const
export type Status = (typeof statuses)[number]

export type ChangeRequestStatus = 'Pending validation' | 'Pending deployment' | 'Deployed' | 'Cancelled'

interface ChangeOf<K extends string, T> {
  readonly kind: K
  readonly before: T | undefined
  readonly after: T | undefined
}
/** What a change makes of one object: nothing before it if it is created, nothing after it if it is deleted. */
export type Change =
  | ChangeOf<'rule', Rule>
  | ChangeOf<'directive', Directive>
  | ChangeOf<'group', Group>
  | ChangeOf<'parameter', Property>

export interface ChangeRequest {
  readonly id: number
  displayName: string
  description: string
  status: ChangeRequestStatus
  /** The login of the person, or the name of the API account. */
  createdBy: string
  /** One object each, all deployed together. */
  readonly changes: readonly Change[]
}

/** What the server's own pages show and the API does not. */
export interface LoggedEvent {
  readonly at: number
  readonly actor: string
  readonly what: string
  readonly reason: string | undefined
}

/** Everything that the local Rudder knows: plain data, to be changed at will while it runs. */
export interface RudderState {
  rules: Rule[]
  categories: Category[]
  directives: Directive[]
  techniques: Technique[]
  methods: Method[]
  groups: Group[]
  groupCategories: Category[]
  nodes: Node[]
  /** They sent an inventory and wait to be accepted. */
  pendingNodes: Node[]
  properties: Property[]
  findings: Finding[]
  overrides: Override[]
  settings: Record<string, unknown>
  /** What agents have, where policies are not generated by themselves and something has changed since. */
  generated?: Policies
  /** Before 9.0.6 and 9.1.1 a node in the state `ignored` counts as one without reports; since then as nothing. */
  ignoredAreSilent: boolean
  /** Whether the change-validation plugin is there, whether it is off or without licence, and the groups that it supervises. */
  validation: { installed: boolean; off?: boolean; supervised: string[] }
  changeRequests: ChangeRequest[]
  /** By token: plain text here, a hash on a real server. */
  accounts: Record<string, Account>
  /** Whether the plugin is there without which access lists and tokens of users are worth nothing. */
  authorizations: { installed: boolean }
  eventLog: LoggedEvent[]
  /** The id that the server has given itself; from API 21 it tells. */
  instanceId: string
  /** When its tokens expire, in milliseconds since 1970; never where it is not set. */
  tokensExpire?: number
}
