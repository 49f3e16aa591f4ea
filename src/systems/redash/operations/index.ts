// Every endpoint of Redash that is called, each once, by resource.
export * from './alerts.ts'
export * from './dashboards.ts'
export * from './jobs.ts'
export * from './queries.ts'
export * from './results.ts'
export * from './session.ts'
export * from './sources.ts'
