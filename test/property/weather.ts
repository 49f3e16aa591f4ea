import { type LocalRudder, noFaults, type RudderFaults } from 'local-rudder'

const toWrites = (method: string) => method !== 'GET'

const kinds = {
  fine: {},
  /** The write takes effect and its answer is lost. */
  'lost, now': { losesAnswer: { commit: 'now' } },
  'lost, never': { losesAnswer: { commit: 'never' } },
  'lost, late': { losesAnswer: { commit: { afterMs: 90_000 } } },
  /** The answer to the write is lost, and then the server is gone. */
  'lost and gone': { losesAnswer: { commit: 'now' } },
  'writes 503': { fail503Writes: true },
  'write token expired': { json401: true, only: toWrites },
  /** The write takes effect, and a proxy answers that it may not. */
  'write answered by a proxy': { proxyAnswers: 403, only: toWrites },
  'write answer cut': { cutBody: true, only: toWrites },
  'write answer garbage': { garbage: 'shape', only: toWrites },
  'write reset': { down: true, only: toWrites },
  down: { down: true },
  starting: { starting: true },
  'tokens expired': { html401: true },
} as const satisfies Record<string, Partial<RudderFaults>>

/** How the local Rudder behaves during a step. */
export type Weather = keyof typeof kinds
export const weathers = Object.keys(kinds) as readonly Weather[]

/** Nothing can be read in this. */
export const unreadable: readonly Weather[] = ['down', 'starting', 'tokens expired']

/** Makes the weather; where it turns after a write has come, `arrived` turns it. */
export const turn = ({ faults }: LocalRudder, weather: Weather): void =>
  void Object.assign(faults, noFaults(), kinds[weather])

export const arrived = ({ faults }: LocalRudder, weather: Weather): void => {
  if (weather === 'lost and gone') faults.down = true
}
