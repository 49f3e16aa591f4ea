import type { ArgumentSchema } from '../shapes/index.ts'

/** One argument that an API may be called with, by its own word or by that of the settings. */
export interface ApiArgument {
  readonly name: string
  readonly schema: ArgumentSchema
  readonly required: boolean
  /** The pattern that the settings have for it: whoever runs the bot chose it for this very argument. */
  readonly pattern: string | undefined
}

/** One column that an API says its rows have. */
export interface ApiColumn {
  readonly name: string
  readonly type: string | undefined
  readonly description: string | undefined
}

/** An API of the project that the bot offers. */
export interface OfferedApi {
  readonly name: string
  readonly method: 'GET' | 'POST'
  readonly summary: string | undefined
  readonly arguments: readonly ApiArgument[]
  /** Whether Rill or the settings say what it takes; without that nothing can be checked. */
  readonly isDescribed: boolean
  /** In the order in which the API describes them; empty if it doesn't. */
  readonly columns: readonly ApiColumn[]
}
