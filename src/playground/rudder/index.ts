export type { Commit, RudderFaults } from './faults.ts'
export type { LocalRudder, LocalRudderOptions, RecordedRequest } from './local-rudder.ts'
export { startRudder } from './server.ts'
export type * from './state.ts'
