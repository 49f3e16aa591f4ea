import type { Api, Operation } from './operation.ts'
import type { Connection } from './system.ts'

/** The reads of a connection that the scopes give, typed; there is no way to a write here. */
export const bind = <O, S extends string>(
  connection: Connection,
  scopes: readonly S[],
  signal?: AbortSignal,
): Api<O, S> =>
  Object.fromEntries(
    Object.entries(connection.system.operations as Readonly<Record<string, Operation>>)
      .filter(
        ([, { kind, scope, shape }]) =>
          kind === 'read' && !shape.internal && (scopes as readonly string[]).includes(scope),
      )
      .map(([name, operation]) => [
        name,
        (input = {}) =>
          operation.shape.each ? connection.each(operation, input, signal) : connection.call(operation, input, signal),
      ]),
  ) as Api<O, S>
