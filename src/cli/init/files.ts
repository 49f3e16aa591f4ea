import { closeSync, lstatSync, openSync, unlinkSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { UserError } from '../../errors.ts'

/** A file to be made: its name in the folder, its text, and who may read it. */
export interface NewFile {
  readonly name: string
  readonly text: string
  readonly mode: number
}

/** Throws UserError if one of the files is there already. */
export const refuseExisting = (folder: string, names: readonly string[]): void => {
  const there = names.filter((name) => lstatSync(join(folder, name), { throwIfNoEntry: false }) !== undefined)
  if (there.length === 0) return
  const are = there.length === 1 ? 'is there already' : 'are there already'
  throw new UserError(
    `${there.join(' and ')} ${are}, and nothing is overwritten. Change by hand what you need (docs/configuration.md), or move the old ones away first.`,
  )
}

/** Makes all the files or, if one cannot be made, none; a file that is there already is never touched. */
export const writeAll = (folder: string, files: readonly NewFile[]): void => {
  const made: string[] = []
  try {
    for (const { name, text, mode } of files) {
      const path = join(folder, name)
      const file = openSync(path, 'wx', mode)
      made.push(path)
      try {
        writeSync(file, text)
      } finally {
        closeSync(file)
      }
    }
  } catch (error) {
    for (const path of made) unlinkSync(path)
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    const name = files[made.length]?.name ?? files.at(-1)?.name
    throw new UserError(`${name} cannot be written here (${why}); nothing was written.`)
  }
}
