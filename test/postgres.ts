import type { TestProject } from 'vitest/node'
import { sweep } from './store/folders.ts'
import { startServer } from './store/server.ts'
import { makeTemplates, type Templates } from './store/templates.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** A PostgreSQL server on which a test may create databases; use `freshDatabase`. */
    postgresUrl: string
    /** What `freshDatabase` copies. */
    templates: Templates
  }
}

/** Vitest's global setup: the server of TEST_DATABASE_URL or one of our own, and databases to be copied, for as long as the run lasts. */
export default async (project: TestProject): Promise<() => Promise<void>> => {
  const { url, stop } = await serverFor(process.env.TEST_DATABASE_URL)
  const { templates, remove } = await makeTemplates(url)
  project.provide('postgresUrl', url)
  project.provide('templates', templates)
  return async () => {
    await remove()
    await stop()
  }
}

const serverFor = async (given: string | undefined) => {
  if (given !== undefined && given !== '') return { url: given, stop: async () => {} }
  sweep()
  try {
    return await startServer()
  } catch (cause) {
    throw new Error(
      `The tests need PostgreSQL, and it could not be started: ${cause instanceof Error ? cause.message : cause}\n` +
        'Run "npm ci" again, or set TEST_DATABASE_URL to a server on which databases may be created.',
      { cause },
    )
  }
}
