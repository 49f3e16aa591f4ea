import { expiryIn } from '../vault/jwt.ts'
import type { TokenSource } from '../vault/lease.ts'
import { createHearing, type Hearing } from './hearing.ts'
import type { Probed } from './look.ts'
import type { Operation, RawInput } from './operation.ts'
import type { Probe } from './probe.ts'
import type { KeyOwner, System } from './system.ts'

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
  const secret = (await tokens.probe(token, { scope: '', endpoint: '', path: {} }))?.secret
  const probed = await protocol.probe({
    read: (operation, input = {}) => {
      mustBeProbe(operation)
      return heard.of(read(operation, input))
    },
    may: (probe) => may(probe, heard),
    expiresAt: secret && expiryIn(secret),
    declares: (scope) => tokens.declares(token, scope),
    bound: tokens.only(token) !== undefined,
    only: (parameter) => tokens.only(token)?.[parameter] ?? [],
  })
  heard.check()
  return probed
}

/** What the system says of whose these keys are; throws SystemError if it doesn't accept them, or gave no answer. */
export const keyOwner = async (
  { personalKeys }: Pick<System, 'personalKeys'>,
  connection: string,
  { read, may }: Examining,
): Promise<KeyOwner> => {
  if (!personalKeys) throw new TypeError(`${connection} takes no keys of people`)
  const heard = createHearing()
  return personalKeys.owner({
    read: (operation, input = {}) => {
      mustBeProbe(operation)
      return heard.of(read(operation, input))
    },
    may: async (probe) => {
      const answer = await may(probe, heard)
      heard.check()
      return answer
    },
  })
}
