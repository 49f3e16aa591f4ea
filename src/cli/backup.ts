import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { StoredConfig } from '../config.ts'
import { UserError } from '../errors.ts'
import { hostClock } from '../host.ts'
import { backup, type TakenBackup } from '../store/backup.ts'
import { headText } from '../store/chain.ts'
import type { StoreOptions } from '../store/db.ts'
import { noteBackup } from '../store/note-backup.ts'
import { mustBePiped, pipeOut } from './pipe.ts'
import { keptNumber, nextIn, removeOldest } from './rotation.ts'
import { configuredStore, mustExist } from './store.ts'

const size = (bytes: number): string =>
  bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(1)} MB`

const folderIn = (dataFolder: string): string => {
  try {
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
    return mkdtempSync(join(dataFolder, 'backup-'))
  } catch {
    throw new UserError(
      `${dataFolder} cannot be written, and the backup is made there first. Set COXSWAIN_DATA to a folder with room for twice the database.`,
    )
  }
}

/** Standard output gets only what is whole and was restored once, so it is made in the data folder first. */
const takenToOutput = async (options: StoreOptions, dataFolder: string): Promise<TakenBackup> => {
  mustBePiped()
  const folder = folderIn(dataFolder)
  try {
    const file = join(folder, 'coxswain.cxb')
    const taken = await backup(options, file)
    await pipeOut(file)
    return taken
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * `coxswain backup <file>`, `-` for standard output: copies the database while the bot runs, and says what is in the copy.
 * With `keep` it is a folder: each backup gets a name by its time, and only so many are kept.
 */
export const takeBackup = async (to: string, keep?: string): Promise<string> => {
  const number = keep === undefined ? undefined : keptNumber(keep)
  const file = number === undefined ? to : nextIn(to, hostClock.now())
  let dataFolder = ''
  const options = await configuredStore((config: StoredConfig) => {
    mustExist(config)
    dataFolder = config.dataFolder
  })
  const { at, head, rows, bytes } = await (file === '-' ? takenToOutput(options, dataFolder) : backup(options, file))
  const isNoted = await noteBackup(options, at)
  const removed = number === undefined ? 0 : removeOldest(to, number)
  const counts = Object.entries(rows)
    .filter(([table, count]) => count > 0 && table !== 'audit_head')
    .map(([table, count]) => `${count} ${table}`)
  return [
    `Written: ${file === '-' ? 'standard output' : file}, ${size(bytes)}, as of ${new Date(at).toISOString()}.`,
    `It holds ${counts.length === 0 ? 'no rows' : counts.join(', ')}; the record holds, head ${headText(head)}. It was restored once into an empty database to see that it can be.`,
    'The audit key and the tokens are not in it: keep COXSWAIN_AUDIT_KEY (or the file audit.key) elsewhere, because nothing is restored without it. What people asked and were answered is in it: keep it as private as the database.',
    ...(removed > 0 ? [`Removed ${removed} older ${removed === 1 ? 'backup' : 'backups'} in ${to}.`] : []),
    ...(isNoted
      ? []
      : ['The database did not take a note of it, so coxswain_backup_age_seconds still counts from the one before.']),
  ].join('\n')
}
