export * from './answer.ts'
export * from './meta.ts'
export * from './query.ts'
