// Every system that can be connected, one a line.
export { rudder } from './systems/rudder/index.ts'
