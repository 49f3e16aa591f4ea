// What commands use to read answers.
export { byMatch, byName } from './by-name.ts'
export * from './find.ts'
export { firstOf } from './first-of.ts'
export { gather } from './gather.ts'
export { ifThere } from './if-there.ts'
export { inOrder } from './in-order.ts'
