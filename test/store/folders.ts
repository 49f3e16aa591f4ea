import {
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = process.getuid?.() === 0

/** PostgreSQL refuses to run as root: it then runs as nobody, for whom no account need be made. */
export const identity: { uid?: number; gid?: number } = root ? { uid: 65534, gid: 65534 } : {}

const prefix = 'coxswain-run-'
/** Holds the process id of the test run that a folder belongs to. */
const ownerFile = 'owner.pid'
const shm = '/dev/shm'

/** A folder that is in memory, if this machine has one with room for it (most containers don't). */
export const memory = (): string | undefined => {
  if (!existsSync(shm)) return undefined
  const { bavail, bsize } = statfsSync(shm)
  return bavail * bsize > 2 ** 31 ? shm : undefined
}

/** Where programs may be copied to; root's TMPDIR may be out of nobody's reach. */
export const programsBase = root ? '/tmp' : tmpdir()

/** Where data goes: a new database is some 300 small files, thirty times faster in memory. */
export const dataBase = (): string => memory() ?? programsBase

/** Gives a file or folder to whom the server runs as. */
export const handOver = (path: string): void => {
  if (identity.uid !== undefined) chownSync(path, identity.uid, identity.gid ?? identity.uid)
}

/** A new folder that a later run removes if this one is killed. */
export const makeFolder = (base: string): string => {
  const folder = mkdtempSync(join(base, prefix))
  writeFileSync(join(folder, ownerFile), String(process.pid))
  handOver(folder)
  return folder
}

/** Removes a folder while a server that is just ending may still write to it. */
export const removeFolder = (folder: string): void =>
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

const firstNumber = (file: string): number => Number.parseInt(readFileSync(file, 'utf8'), 10)

/** Process ids are used again; only a process that was started on this very folder is the server. */
const isServer = (pid: number, folder: string): boolean => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(folder)
  } catch {
    return process.platform !== 'linux'
  }
}

const sweepOne = (folder: string): void => {
  if (alive(firstNumber(join(folder, ownerFile)))) return
  try {
    const server = firstNumber(join(folder, 'data', 'postmaster.pid'))
    // SIGQUIT: at once, as the data is thrown away.
    if (isServer(server, folder)) process.kill(server, 'SIGQUIT')
  } catch {
    // It had not started, or has ended by itself.
  }
  removeFolder(folder)
}

/** Ends the servers of test runs that were killed, and removes what they left; leaves runs that go on alone. */
export const sweep = (): void => {
  for (const base of new Set([programsBase, shm].filter((path) => existsSync(path)))) {
    for (const name of readdirSync(base).filter((entry) => entry.startsWith(prefix))) {
      try {
        sweepOne(join(base, name))
      } catch {
        // Another user's, or another run is sweeping it too.
      }
    }
  }
}
