export * from './lens.ts'
