import type { TokenSource } from '../vault/lease.ts'
import { createHearing, type Hearing } from './hearing.ts'
import type { Probed, Reader } from './look.ts'
import type { Operation, RawInput } from './operation.ts'
import type { Probe } from './probe.ts'
import type { System } from './system.ts'

/** How requests of one token are sent while it is examined. */
interface Examining {
  read(operation: Operation, input: RawInput): Promise<unknown>
  may(probe: Probe, heard: Hearing): Promise<boolean | undefined>
}

const mustBeProbe = (operation: Operation): void => {
  if (operation.shape.internal !== 'probe') throw new TypeError(`${operation.endpoint} is no probe`)
}

/** What a token can do, as its system says; throws SystemError if it isn't accepted, or if nothing got an answer. */
export const examined = async (
  { protocol }: Pick<System, 'protocol'>,
  tokens: TokenSource,
  token: string,
  { read, may }: Examining,
): Promise<Probed> => {
  const heard = createHearing()
  const probed = await protocol.probe({
    read: (operation, input = {}) => {
      mustBeProbe(operation)
      return heard.of(read(operation, input))
    },
    may: (probe) => may(probe, heard),
    declares: (scope) => tokens.declares(token, scope),
    bound: tokens.only(token) !== undefined,
    only: (parameter) => tokens.only(token)?.[parameter] ?? [],
  })
  heard.check()
  return probed
}

/** Whose the keys are with which `read` reads; throws SystemError if the system doesn't accept them. */
export const accountIn = async (
  { personalKeys }: Pick<System, 'personalKeys'>,
  connection: string,
  read: Reader,
): Promise<string> => {
  if (!personalKeys) throw new TypeError(`${connection} takes no keys of people`)
  return personalKeys.account((operation, input) => {
    mustBeProbe(operation)
    return read(operation, input)
  })
}
