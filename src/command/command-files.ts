import { readdir } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'

/** A file that should have a command: `rudder/rules.ts`, and what it exports. */
export interface CommandFile {
  readonly path: string
  load(): Promise<{ readonly default?: unknown }>
}

/** The files of a folder of commands, by path. The bundle for the image has a list of them instead (`deploy/bundle.mjs`). */
export const commandFiles = async (folder: string): Promise<readonly CommandFile[]> => {
  const paths: string[] = []
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    const path = relative(folder, join(entry.parentPath, entry.name))
    const hidden = path.split(/[/\\]/).some((part) => part.startsWith('.'))
    if (entry.isFile() && !hidden && path.endsWith('.ts') && !/\.(?:d|test|spec)\.ts$/.test(path)) paths.push(path)
  }
  return paths.sort().map((path) => ({
    path,
    load: () => import(/* @vite-ignore */ pathToFileURL(join(folder, path)).href),
  }))
}
