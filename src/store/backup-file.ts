import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { UserError } from '../errors.ts'
import type { Head, Sign } from './chain.ts'

/** The first line of a backup: when it was taken, its schema, and where the audit log ended. */
export interface Heading {
  readonly coxswain: 'backup'
  readonly format: 1
  readonly at: number
  readonly migrations: readonly string[]
  readonly head: Head
}

/** Rows of one table, as the database gives them: texts, integers and nulls. */
export interface Page {
  readonly table: string
  readonly rows: readonly Readonly<Record<string, string | number | null>>[]
}

// Row 0 is never part of the chain, so this can't be confused with an act.
const vouch = (sign: Sign, { at, head }: Heading, hash: string): string =>
  sign({ seq: 0, at, kind: 'backup', hash }, head.mac)

/** Writes a backup line by line, with its signature at the end; returns its size in bytes. */
export const writeLines = async (
  file: FileHandle,
  sign: Sign,
  heading: Heading,
  pages: AsyncIterable<Page>,
): Promise<number> => {
  const hash = createHash('sha256')
  let bytes = 0
  const write = async (value: object): Promise<void> => {
    const line = `${JSON.stringify(value)}\n`
    hash.update(line)
    bytes += Buffer.byteLength(line)
    await file.appendFile(line)
  }
  await write(heading)
  for await (const page of pages) await write(page)
  await write({ mac: vouch(sign, heading, hash.copy().digest('hex')) })
  await file.sync()
  return bytes
}

const strange = () => new UserError('This is no backup of Coxswain: `coxswain backup <file>` makes one.')

const parsed = (line: string): Record<string, unknown> => {
  try {
    const value: unknown = JSON.parse(line)
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>
  } catch {}
  throw new UserError('The backup is damaged: a line of it is not as it was written. Take another one.')
}

const headingOf = (line: string): Heading => {
  if (!line.startsWith('{"coxswain":"backup"')) throw strange()
  const heading = parsed(line) as unknown as Heading
  if (heading.format === 1) return heading
  throw new UserError('This backup was made by a newer Coxswain. Restore it with that version.')
}

/** A backup that is being read. */
export interface BackupReader {
  readonly heading: Heading
  /** Its pages; throws UserError at the end if anything of the file was changed or cut off. */
  pages(sign: Sign): AsyncGenerator<Page, void>
}

/** Starts to read a backup, line by line; throws UserError if it isn't one, or is from a newer version. */
export const openLines = async (all: AsyncIterable<string>): Promise<BackupReader> => {
  const lines = all[Symbol.asyncIterator]() as AsyncIterator<string, void>
  const first = await lines.next()
  const text = first.done ? '' : first.value
  const heading = headingOf(text)
  return { heading, pages: (sign) => pagesIn(lines, text, sign) }
}

async function* pagesIn(lines: AsyncIterator<string, void>, first: string, sign: Sign): AsyncGenerator<Page, void> {
  const hash = createHash('sha256').update(`${first}\n`)
  const heading = headingOf(first)
  for (let next = await lines.next(); !next.done; next = await lines.next()) {
    const value = parsed(next.value)
    if (typeof value.mac !== 'string') {
      hash.update(`${next.value}\n`)
      yield value as unknown as Page
      continue
    }
    if (value.mac !== vouch(sign, heading, hash.digest('hex')))
      throw new UserError(
        'The backup was changed since it was made, or the audit key is not the one that it was made with. Set COXSWAIN_AUDIT_KEY (or put audit.key back) as it was then.',
      )
    if (!(await lines.next()).done)
      throw new UserError('The backup is damaged: something was added to its end. Take another one.')
    return
  }
  throw new UserError('The backup is cut off: its end is missing. Take another one.')
}
