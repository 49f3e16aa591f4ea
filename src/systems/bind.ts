import type { Api, Operation } from './operation.ts'
import type { Connection } from './system.ts'

/**
 * The reads of a connection that the scopes give, typed, or the ones of them that `only` names; there is no way to a write
 * here.
 */
export const bind = <O, S extends string>(
  connection: Connection,
  scopes: readonly S[],
  signal?: AbortSignal,
  only?: readonly string[],
): Api<O, S> =>
  Object.fromEntries(
    Object.entries(connection.system.operations as Readonly<Record<string, Operation>>)
      .filter(
        ([name, { kind, scope, shape }]) =>
          kind === 'read' &&
          !shape.internal &&
          (scopes as readonly string[]).includes(scope) &&
          (only === undefined || only.includes(name)),
      )
      .map(([name, operation]) => [
        name,
        (input = {}) =>
          operation.shape.each ? connection.each(operation, input, signal) : connection.call(operation, input, signal),
      ]),
  ) as Api<O, S>
