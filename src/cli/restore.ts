import { existsSync, mkdirSync } from 'node:fs'
import type { StoredConfig } from '../config.ts'
import { UserError } from '../errors.ts'
import { headText } from '../store/chain.ts'
import { type Restored, restore, restoreLines } from '../store/restore.ts'
import { pipedIn } from './pipe.ts'
import { configuredStore } from './store.ts'

/** A key that is made now would fit no backup. */
const prepare = ({ auditKey, auditKeyFile, dataFolder }: StoredConfig): void => {
  if (!auditKey && !existsSync(auditKeyFile))
    throw new UserError(
      `The audit key of the backup is needed: set COXSWAIN_AUDIT_KEY, or put the file back as ${auditKeyFile}.`,
    )
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
}

const lines = ({ unsure, unposted, locked }: Restored): readonly string[] => [
  ...(unsure > 0
    ? [
        `Of ${unsure} proposals it is not known what became of them since: the bot looks when it starts, and never sends.`,
      ]
    : []),
  ...(unposted > 0
    ? [`${unposted} messages were not in Slack yet: they are not posted again, and their people are told.`]
    : []),
  locked.length > 0
    ? `Locked as it was then: ${locked.join(', ')}.`
    : 'No connection was locked then: lock again what was locked since.',
]

/** `coxswain restore <file>`, `-` for standard input: fills an empty database from a backup, and says what is behind. */
export const restoreBackup = async (file: string): Promise<string> => {
  const options = await configuredStore(prepare)
  const restored = await (file === '-' ? restoreLines(options, pipedIn()) : restore(options, file))
  const { at, head, rows } = restored
  return [
    `Restored: ${rows} rows, as of ${new Date(at).toISOString()}; the record holds, head ${headText(head)}. That it was restored is on the record.`,
    ...lines(restored),
  ].join('\n')
}
