import type { z } from 'zod'
import type { Api, Operation, RawInput } from './operation.ts'
import type { Connection, OwnSettings, ServingToken } from './system.ts'

type InputOf<C> = C extends (input: infer I) => unknown ? I : never

/** What the settings say in the keys that only this system has. */
export type SettingsOf<T extends OwnSettings> = { readonly [K in keyof T]: z.output<T[K]> }

/** What a command may know of the connection that it runs on, beside its reads. */
export interface ConnectionView<O, S extends string, T extends OwnSettings> {
  readonly settings: SettingsOf<T>
  /** Where it is, as the settings say: of its API, and of its pages if they have an address of their own. */
  readonly addresses: readonly string[]
  /** The groups of the settings that whoever asks is in, looked up now; none if nobody in particular asks. */
  groups(): Promise<readonly string[]>
  /** The only values of a path parameter for which the connection has tokens of their own; none if it has no such token. */
  bound(name: string): readonly string[]
  /** The token that a read of its scopes would carry; undefined if none of the connection serves it. */
  tokenFor<N extends keyof Api<O, S>>(name: N, input: InputOf<Api<O, S>[N]>): Promise<ServingToken | undefined>
}

/** What a command with these scopes may know of a connection. */
export const viewOf = (
  connection: Pick<Connection, 'system' | 'settings' | 'url' | 'web' | 'tokenFor' | 'bound' | 'lookUp'>,
  scopes: readonly string[],
): ConnectionView<Readonly<Record<string, Operation>>, string, OwnSettings> => ({
  settings: connection.settings,
  addresses: [...new Set([connection.url, connection.web ?? connection.url])],
  groups: async () => {
    const found = await connection.lookUp?.()
    return typeof found === 'object' ? found.groups : []
  },
  bound: connection.bound,
  tokenFor: (name, input) => {
    const operation = connection.system.operations[name]
    if (operation?.kind !== 'read' || operation.shape.internal || !scopes.includes(operation.scope))
      throw new TypeError(`${name} is no read in the scopes of the command`)
    return connection.tokenFor(operation, input as RawInput)
  },
})
