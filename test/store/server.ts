import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { findBinaries } from './binaries.ts'
import { dataBase, handOver, identity, makeFolder, programsBase, removeFolder } from './folders.ts'

/** A PostgreSQL server of our own. */
export interface Server {
  readonly url: string
  /** Ends it at once, as when its machine is gone; the data stay. */
  halt(): Promise<void>
  /** Starts it again after `halt`, at the same address. */
  resume(): Promise<void>
  /** Ends the server and removes its data. */
  stop(): Promise<void>
}

type Settings = Readonly<Record<string, string>>

const settings: Settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '400',
  shared_buffers: '32MB',
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  autovacuum: 'off',
  deadlock_timeout: '100ms',
  // With its data, so that nothing of a killed server stays in /dev/shm.
  ...(process.platform === 'win32' ? {} : { dynamic_shared_memory_type: 'mmap' }),
}

/** What a commit costs where nothing committed may be lost, not even with the power. */
export const durable: Settings = { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' }

/** A port of 127.0.0.1 that nobody listens on just now. */
export const freePort = async (): Promise<number> => {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  if (address === null || typeof address === 'string') throw new Error('no free port.')
  return address.port
}

const run = (program: string, args: readonly string[], cwd: string): { child: ChildProcess; said: () => string } => {
  const child = spawn(program, args, {
    cwd,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { LC_ALL: 'C', TZ: 'UTC' },
    ...identity,
  })
  let tail = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    tail = (tail + text).slice(-4000)
  })
  return { child, said: () => tail }
}

const initialise = async (initdb: string, folder: string, password: string): Promise<void> => {
  const passwordFile = join(folder, 'password')
  writeFileSync(passwordFile, password, { mode: 0o600 })
  handOver(passwordFile)
  // A password, because on a shared machine a superuser without one is everybody's shell.
  const { child, said } = run(
    initdb,
    [
      ...['-D', join(folder, 'data'), '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`],
      ...['--no-sync', '--locale=C', '-E', 'UTF8', '--set', 'scram_iterations=1'],
    ],
    folder,
  )
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`initdb ended with ${code}: ${said()}`)
}

const listen = async (postgres: string, folder: string, more: Settings): Promise<ChildProcess> => {
  const flags = Object.entries({ ...settings, ...more }).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const { child, said } = run(postgres, ['-D', join(folder, 'data'), ...flags], folder)
  await new Promise<void>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`the server was not ready after 60 s: ${said()}`)), 60_000)
    const settle = (done: () => void) => {
      clearTimeout(late)
      done()
    }
    child.stderr?.on('data', () => {
      if (said().includes('ready to accept connections')) settle(resolve)
    })
    child.once('error', (error) => settle(() => reject(error)))
    child.once('exit', (code) => settle(() => reject(new Error(`the server ended with ${code}: ${said()}`))))
  })
  return child
}

const end = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  // SIGTERM waits for clients that are still closing; SIGINT would make them throw, so it comes only after 5 seconds.
  child.kill('SIGTERM')
  const impatient = setTimeout(() => child.kill('SIGINT'), 5_000)
  await exited
  clearTimeout(impatient)
}

/**
 * Starts PostgreSQL on a free port of 127.0.0.1, with its data in a temporary folder. To be halted it needs
 * `synchronous_commit: 'on'`: what it has said is committed is there again then.
 */
export const startServer = async (more: Settings = {}): Promise<Server> => {
  const binaries = findBinaries()
  // What is to be on a disk is not put into memory.
  const folder = makeFolder(more.fsync === 'on' ? programsBase : dataBase())
  const remove = () => {
    removeFolder(folder)
    binaries.remove()
  }
  try {
    const password = randomBytes(16).toString('hex')
    await initialise(binaries.initdb, folder, password)
    const port = await freePort()
    const own = { ...more, port: String(port) }
    let child = await listen(binaries.postgres, folder, own)
    // For a run that ends without its teardown; a run that is killed leaves it to `sweep`.
    const abandon = () => void child.kill('SIGQUIT')
    process.once('exit', abandon)
    return {
      url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
      halt: async () => {
        const exited = once(child, 'exit')
        child.kill('SIGQUIT')
        await exited
      },
      resume: async () => {
        child = await listen(binaries.postgres, folder, own)
      },
      stop: async () => {
        await end(child)
        process.off('exit', abandon)
        remove()
      },
    }
  } catch (error) {
    remove()
    throw error
  }
}
