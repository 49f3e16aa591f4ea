import { type Command, scopesOf, systemOf } from '../command/command.ts'
import type { Rights } from '../command/help.ts'
import type { Principal } from '../policy/person.ts'
import type { Context } from './context.ts'

/** What a person may run somewhere, and who grants the rest. */
export const rightsOf = (
  { policy, connections }: Context,
  principal: Principal,
  channel: string | undefined,
): Rights => {
  const decisions = (command: Command) =>
    (command.kind === 'local'
      ? [undefined]
      : connections
          .filter(({ connection }) => connection.system.name === systemOf(command))
          .map(({ connection }) => connection.id)
    ).map((connection) =>
      policy.decide(principal, {
        scopes: scopesOf(command),
        ...(connection && { connection }),
        ...(channel && { channel }),
      }),
    )
  return {
    may: (command) => decisions(command).some(({ allowed }) => allowed),
    grants: (command) => {
      const [first] = decisions(command).flatMap(({ grants }) => grants.flatMap(({ groups }) => groups))
      return first && (first.owner === undefined ? `group ${first.name}` : `group ${first.name}, ask ${first.owner}`)
    },
  }
}
