export type { LocalRudder } from './local-rudder.ts'
export { startRudder } from './server.ts'
export type { RudderState, Rule } from './state.ts'
