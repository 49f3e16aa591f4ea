import { Refused } from './refused.ts'
import type { Json } from './state.ts'
import type { Workspace } from './workspace.ts'

/** One call of the Web API with a good token. */
export interface Call {
  readonly workspace: Workspace
  /** What is JSON in a form is parsed here. */
  readonly args: Json
  readonly token: string
}

/** One method of the Web API. */
export interface Method {
  readonly name: string
  /** Any one of them is enough; none is needed if absent. */
  readonly scopes?: readonly string[]
  /** True where it is called with an app-level token, and not with the bot's. */
  readonly byApp?: true
  /** Throws Refused where Slack would say `ok: false`. */
  answer(call: Call): Json
}

/** A text argument; undefined where it is absent or empty. */
export const text = ({ args }: Call, key: string): string | undefined => {
  const value = args[key]
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** A text argument that must be there. */
export const needed = (call: Call, key: string): string => {
  const value = text(call, key)
  if (value === undefined)
    throw new Refused('invalid_arguments', {
      response_metadata: { messages: [`[ERROR] missing required field: ${key} [json-pointer:/${key}]`] },
    })
  return value
}

/** Refuses unless the token has one of the scopes. */
export const allow = ({ options }: Workspace, scopes: readonly string[]): void => {
  if (scopes.length === 0 || scopes.some((one) => options.scopes.includes(one))) return
  throw new Refused('missing_scope', { needed: scopes.join(','), provided: options.scopes.join(',') })
}
