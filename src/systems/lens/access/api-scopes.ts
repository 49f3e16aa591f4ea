import type { LensScope } from './scopes.ts'

/** The API scopes that a user group of Lens can have and the bot can use. */
export const apiScopes = ['meta', 'data', 'graphql'] as const
export type ApiScope = (typeof apiScopes)[number]

/** `meta, data and graphql` */
export const scopeList = (some: readonly string[]): string =>
  some.length < 2 ? (some[0] ?? 'none') : `${some.slice(0, -1).join(', ')} and ${some.at(-1)}`

/** What each of our scopes takes of them. GraphQL asks for data too, once the query runs. */
export const needed: Readonly<Record<LensScope, readonly ApiScope[]>> = {
  'lens:data:run': ['data'],
  'lens:graphql:run': ['graphql', 'data'],
  'lens:meta:read': ['meta'],
  'lens:sql:run': ['data'],
}

/** The API scopes that a key for these scopes needs, in the order in which Lens lists them. */
export const neededFor = (scopes: readonly string[]): readonly ApiScope[] => {
  const wanted = Object.entries(needed).flatMap(([scope, all]) => (scopes.includes(scope) ? all : []))
  return apiScopes.filter((one) => wanted.includes(one))
}
