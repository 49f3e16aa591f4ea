import { UserError } from '../../errors.ts'
import type { World } from '../../world.ts'
import type { Reachable } from '../context.ts'
import { connectionCheck } from './connection.ts'
import { runChecks } from './examine.ts'
import { excess } from './rights.ts'

/** Checks every token, and throws UserError if one is proven to be able to do more than the settings declare for it. */
export const refuseExcess = async (
  connections: readonly Pick<Reachable, 'connection'>[],
  world: Pick<World, 'clock' | 'log'>,
): Promise<void> => {
  const checks = connections.map(({ connection }) => connectionCheck(connection, world.clock))
  const proven = (await runChecks(checks, world)).filter(({ id }) => id.startsWith(excess))
  if (proven.length === 0) return
  const lines = proven.map(({ about, says }) => `\n- ${about}: ${says}`)
  throw new UserError(
    `Not started, because the settings say doctor: strict and a token can do more than is declared for it:${lines.join('')}\nGive each an account with no more than \`coxswain tokens\` lists, or declare what it is for. Where the server has no access lists, leave \`doctor: tell\`.`,
  )
}
