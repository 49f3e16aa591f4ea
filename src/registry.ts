// Every system that can be connected, one a line.
export { redash } from './systems/redash/index.ts'
export { rudder } from './systems/rudder/index.ts'
