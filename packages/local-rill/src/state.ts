import type { Attributes } from './attributes.ts'

/** A JSON schema as an API declares it for an argument or a column. */
export interface ArgumentSchema {
  readonly type?: string
  readonly description?: string
  readonly enum?: readonly (string | number)[]
  readonly format?: string
  readonly pattern?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly default?: unknown
  readonly items?: ArgumentSchema
}

/** What an API says of an object: its arguments or the columns of its rows. */
export interface ObjectSchema {
  readonly type: 'object'
  readonly required?: readonly string[]
  readonly properties?: Readonly<Record<string, ArgumentSchema>>
}

/** A file of `apis/`. */
export interface Api {
  readonly name: string
  readonly sql?: string
  readonly metricsSql?: string
  readonly skipNestedSecurity?: boolean
  /** Written in the project, and enforced by nobody. */
  readonly access?: string
  readonly summary?: string
  readonly parameters?: readonly {
    readonly name: string
    readonly in: string
    readonly required?: boolean
    readonly description?: string
    readonly schema: ArgumentSchema
  }[]
  readonly requestSchema?: ObjectSchema
  readonly responseSchema?: ObjectSchema
  /** How long it computes, in milliseconds. */
  readonly takes?: number
}

/** A file of `metrics/`. */
export interface View {
  readonly name: string
  readonly displayName: string
  readonly description?: string
  readonly model: string
  readonly timeDimension: string
  readonly dimensions: readonly { readonly name: string; readonly column: string; readonly displayName?: string }[]
  readonly measures: readonly {
    readonly name: string
    readonly expression: string
    readonly displayName?: string
    readonly description?: string
    readonly format?: string
  }[]
  readonly access?: string
  readonly rowFilter?: string
  readonly exclude?: readonly { readonly if: string; readonly names: readonly string[] }[]
  /** Why it doesn't work. */
  readonly broken?: string
}

/** Somebody with an account of Rill. */
export interface User {
  readonly email: string
  readonly name: string
  admin: boolean
  groups: readonly string[]
  attributes: Attributes
}

/** Whoever has a token that is no person. */
export interface Service {
  readonly name: string
  readonly token: string
  role: 'admin' | 'editor' | 'viewer' | 'none'
  attributes: Attributes
  state: 'valid' | 'expired' | 'revoked'
}

/** Everything that a local Rill answers from: plain data to read and change. */
export interface RillState {
  organization: string
  project: string
  instance: string
  /** Whether everybody may read without a token. */
  isPublic: boolean
  apis: Api[]
  views: View[]
  users: User[]
  services: Service[]
  /** A project without a deployment answers nothing. */
  isDeployed: boolean
  /** How many more calls fail because the project was deployed just now: 404 at first, 400 at last. */
  settling: ('missing' | 'invalid')[]
  /** Handshakes of each service within the minute that began then. */
  readonly handshakes: Map<string, { readonly began: number; count: number }>
  /** How many handshakes a service may make in a minute. */
  mostHandshakes: number
}
