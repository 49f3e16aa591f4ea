import { readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { UserError } from '../errors.ts'

/** How many backups are kept; throws UserError if it isn't a number from 1 on. */
export const keptNumber = (text: string): number => {
  if (!/^[1-9]\d{0,4}$/.test(text)) throw new UserError('--keep must be a number from 1 on.')
  return Number(text)
}

/** The name of a backup that is made at `now` in a folder: `coxswain-20261130T032000Z.cxb`. */
export const nextIn = (folder: string, now: number): string => {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new UserError(`${folder} is not a folder. With --keep the backups are made in one.`)
  const time = new Date(now).toISOString().replace(/[-:]|\.\d+/g, '')
  return join(folder, `coxswain-${time}.cxb`)
}

/** Removes the oldest backups of a folder so that `keep` are left, and returns how many; other files stay. */
export const removeOldest = (folder: string, keep: number): number => {
  const backups = readdirSync(folder)
    .filter((name) => /^coxswain-\d{8}T\d{6}Z\.cxb$/.test(name))
    .sort()
  const old = backups.slice(0, Math.max(0, backups.length - keep))
  for (const name of old) rmSync(join(folder, name))
  return old.length
}
