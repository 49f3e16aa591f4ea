import type { TestProject } from 'vitest/node'
import { sweep } from './store/folders.ts'
import { startServer } from './store/server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** A PostgreSQL server on which a test may create databases; use `freshDatabase`. */
    postgresUrl: string
  }
}

/** Vitest's global setup: the server of TEST_DATABASE_URL, or one of our own for as long as the run lasts. */
export default async (project: TestProject): Promise<(() => Promise<void>) | undefined> => {
  const given = process.env.TEST_DATABASE_URL
  if (given !== undefined && given !== '') {
    project.provide('postgresUrl', given)
    return undefined
  }
  sweep()
  try {
    const server = await startServer()
    project.provide('postgresUrl', server.url)
    return server.stop
  } catch (cause) {
    throw new Error(
      `The tests need PostgreSQL, and it could not be started: ${cause instanceof Error ? cause.message : cause}\n` +
        'Run "npm ci" again, or set TEST_DATABASE_URL to a server on which databases may be created.',
      { cause },
    )
  }
}
