export * from './check-query.ts'
export { lookAtValues, sentValues } from './check-values.ts'
export { asTyped, valuesSpelled } from './spelled.ts'
export * from './wanted.ts'
