import { backup } from '../store/backup.ts'
import { headText } from '../store/chain.ts'
import { configuredStore, mustExist } from './store.ts'

const size = (bytes: number): string =>
  bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(1)} MB`

/** `coxswain backup <file>`: copies the database while the bot runs, and says what is in the copy. */
export const takeBackup = async (file: string): Promise<string> => {
  const { at, head, rows, bytes } = await backup(await configuredStore(mustExist), file)
  const counts = Object.entries(rows)
    .filter(([table, count]) => count > 0 && table !== 'audit_head')
    .map(([table, count]) => `${count} ${table}`)
  return [
    `Written: ${file}, ${size(bytes)}, as of ${new Date(at).toISOString()}.`,
    `It holds ${counts.length === 0 ? 'no rows' : counts.join(', ')}; the record holds, head ${headText(head)}. It was restored once into an empty database to see that it can be.`,
    'The audit key and the tokens are not in it: keep COXSWAIN_AUDIT_KEY (or the file audit.key) elsewhere, because nothing is restored without it. What people asked and were answered is in it: keep it as private as the database.',
  ].join('\n')
}
