import { rudder } from '../../src/systems/rudder/index.ts'
import type { Connection } from '../../src/systems/system.ts'
import type { TransportSettings } from '../../src/systems/transport.ts'
import type { Token } from '../../src/vault/tokens.ts'
import { connectedTo, everythingOf } from '../systems/contract/connected.ts'

/** A token that serves every operation of Rudder. */
export const everything = (value: string): Token => everythingOf(rudder, value)

/** A connection of a Rudder through the one transport, closed when the test is over; no wait takes real time. */
export const connected = (url: string, tokens: readonly Token[], more: Partial<TransportSettings> = {}): Connection =>
  connectedTo(rudder, url, tokens, more)
