export * from './apis.ts'
export * from './credentials.ts'
export * from './metrics.ts'
export * from './views.ts'
