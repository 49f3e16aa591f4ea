// What the commands of Redash are made of.

export { holding } from '../../holding.ts'
export * from './describe/index.ts'
export * from './parameters/index.ts'
export * from './reads/index.ts'
export { redash } from './redash.ts'
export * from './run/index.ts'
export * from './writes/index.ts'
