/** What a policy knows of a caller, `.user` in its templates. */
export type Attributes = Readonly<Record<string, unknown>>

/** Who calls the runtime, and which of its permissions the token has. */
export interface Caller {
  /** Undefined if nothing is checked, as locally without a token. */
  readonly attributes: Attributes
  readonly skipsChecks: boolean
  readonly permissions: readonly number[]
}

/** The numbers that a token has for its permissions. */
export const permission = {
  readObjects: 21,
  readMetrics: 23,
  readApi: 25,
  useAi: 27,
  readInstance: 17,
  readResolvers: 26,
  editTrigger: 32,
} as const

/** What a token for a person may do. */
export const personPermissions: readonly number[] = [
  permission.readApi,
  permission.readMetrics,
  permission.readObjects,
  permission.useAi,
]

/** What a token of the service itself may do as well. */
export const servicePermissions: readonly number[] = [
  ...personPermissions,
  permission.readInstance,
  permission.readResolvers,
  permission.editTrigger,
]
