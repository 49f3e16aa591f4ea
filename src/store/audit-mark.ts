import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { UserError } from '../errors.ts'
import type { World } from '../world.ts'
import { type Head, headText, parseHead } from './chain.ts'
import { codeOf } from './engine.ts'

/** What is recorded outside the database, to detect that it was set back to an older state. */
export interface Marked {
  /** The newest entry of the audit log that this bot knows. */
  readonly head: Head
  /** The macs of the entries that say that it was restored. */
  readonly restored: readonly string[]
}

/** A file outside the database that names the head of its audit log; if none is wanted, nothing happens. */
export interface AuditMark {
  /** What is recorded; undefined if nothing is, `damaged` if it cannot be read. */
  read(): Marked | 'damaged' | undefined
  /** Records this, whatever was recorded before; nothing is recorded before the first call. */
  set(marked: Marked): void
  /** An entry was committed: records it, unless a newer one is recorded. */
  note(head: Head): void
  /** What was recorded is on the disk when this returns; a failure to write it is logged. */
  secure(): void
}

const none: AuditMark = { read: () => undefined, set: () => {}, note: () => {}, secure: () => {} }

const mac = /^[0-9a-f]{64}$/

const parse = (text: string): Marked | 'damaged' => {
  try {
    const { head, restored } = JSON.parse(text) as { readonly head: string; readonly restored: readonly string[] }
    return restored.every((one) => mac.test(one)) ? { head: parseHead(head), restored } : 'damaged'
  } catch {
    return 'damaged'
  }
}

const readFile = (file: string): Marked | 'damaged' | undefined => {
  try {
    return parse(readFileSync(file, 'utf8'))
  } catch (error) {
    const code = codeOf(error)
    if (code === 'ENOENT') return undefined
    throw new UserError(`${file} cannot be read (${code}). It must be a file that the bot may read and write.`)
  }
}

/** Writes the whole file or leaves the previous one; with `durable` it survives a power cut. */
const writeFile = (file: string, part: string, { head, restored }: Marked, durable: boolean): void => {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const handle = openSync(part, 'w', 0o600)
  try {
    writeSync(handle, `${JSON.stringify({ head: headText(head), restored })}\n`)
    if (durable) fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(part, file)
  if (!durable) return
  const folder = openSync(dirname(file), 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}

const newer = (a: Head, b: Head): Head => (b.seq > a.seq ? b : a)

/** The mark in a file. Several processes may share it: none of them records an older entry than is recorded. */
export const createAuditMark = (file: string | undefined, world: Pick<World, 'ids' | 'log'>): AuditMark => {
  if (file === undefined) return none
  const part = `${file}.${Buffer.from(world.ids.bytes(6)).toString('hex')}`
  let known: Marked | undefined
  // The database works without it: a full disk must not stop anybody from locking a connection.
  const trying = (work: () => void): void => {
    try {
      work()
    } catch (error) {
      world.log.error('store.mark', {}, error)
    }
  }
  const writeNewest = (durable: boolean): void => {
    if (known === undefined) return
    const there = readFile(file)
    if (there !== undefined && there !== 'damaged')
      known = {
        head: newer(known.head, there.head),
        restored: [...new Set([...there.restored, ...known.restored])],
      }
    writeFile(file, part, known, durable)
  }
  return {
    read: () => readFile(file),
    set: (marked) => {
      known = marked
      trying(() => writeFile(file, part, marked, true))
    },
    note: (head) => {
      if (known === undefined || head.seq <= known.head.seq) return
      known = { ...known, head }
      trying(() => writeNewest(false))
    },
    secure: () => trying(() => writeNewest(true)),
  }
}
