// Every system that can be connected, one a line.
export { lens } from './systems/lens/index.ts'
export { redash } from './systems/redash/index.ts'
export { rill } from './systems/rill/index.ts'
export { rudder } from './systems/rudder/index.ts'
