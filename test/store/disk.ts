import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { basename, join } from 'node:path'
import { onTestFinished } from 'vitest'

/**
 * What this process asks of the disk in a folder from now on, until the test is over, in order: `sync <name>` for a file
 * whose content must be on it, `sync .` for the names in the folder, and `rename <from> <to>`.
 */
export const watchDisk = (folder: string): readonly string[] => {
  const asked: string[] = []
  const { fsyncSync, renameSync } = fs
  const nameOf = (ino: number) =>
    ['.', ...fs.readdirSync(folder)].find((name) => fs.statSync(join(folder, name)).ino === ino)
  const replace = (some: Partial<typeof fs>) => {
    Object.assign(fs, some)
    // What was imported by name is the replaced one too.
    syncBuiltinESMExports()
  }
  replace({
    fsyncSync: (handle) => {
      const name = nameOf(fs.fstatSync(handle).ino)
      if (name !== undefined) asked.push(`sync ${name}`)
      fsyncSync(handle)
    },
    renameSync: (from, to) => {
      if (String(from).startsWith(folder)) asked.push(`rename ${basename(String(from))} ${basename(String(to))}`)
      renameSync(from, to)
    },
  })
  onTestFinished(() => replace({ fsyncSync, renameSync }))
  return asked
}
