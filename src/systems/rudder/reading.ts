// How an answer of Rudder is read, of whatever: all of it, the first few, what a name holds, and what may not be there.
export { holding } from '../../holding.ts'
export { firstOf } from './first-of.ts'
export { gather } from './gather.ts'
export { byMatch, byName } from './holding.ts'
export { ifThere } from './if-there.ts'
export { ifNewEnough } from './new-enough.ts'
