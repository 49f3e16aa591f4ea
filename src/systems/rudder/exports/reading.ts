// How an answer of Rudder is read, of whatever: all of it, the first few, what a name holds, and what may not be there.
export { holding } from '../../../holding.ts'
export { ifNewEnough } from '../protocol/new-enough.ts'
export { byMatch, byName } from '../reads/by-name.ts'
export { firstOf } from '../reads/first-of.ts'
export { gather } from '../reads/gather.ts'
export { ifThere } from '../reads/if-there.ts'
