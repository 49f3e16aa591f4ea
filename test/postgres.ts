import type { TestProject } from 'vitest/node'
import { makeFolder, memory, removeFolder, sweep } from './store/folders.ts'
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

/**
 * Vitest's global setup, for as long as the run lasts: a folder in memory for what the tests store, the server of
 * TEST_DATABASE_URL or one of our own, and databases to be copied.
 */
export default async (project: TestProject): Promise<() => Promise<void>> => {
  sweep()
  const leave = enterMemory()
  const { url, stop } = await serverFor(process.env.TEST_DATABASE_URL)
  const { templates, remove } = await makeTemplates(url)
  project.provide('postgresUrl', url)
  project.provide('templates', templates)
  return async () => {
    await remove()
    await stop()
    leave()
  }
}

/** Nothing that a test stores has to reach a disk, so TMPDIR is in memory, if there is room; gives back what ends that. */
const enterMemory = (): (() => void) => {
  const base = memory()
  if (base === undefined) return () => {}
  const folder = makeFolder(base)
  const before = process.env.TMPDIR
  process.env.TMPDIR = folder
  return () => {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
    removeFolder(folder)
  }
}

const serverFor = async (given: string | undefined) => {
  if (given !== undefined && given !== '') return { url: given, stop: async () => {} }
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
