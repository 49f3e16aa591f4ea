import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** How a program of ours is started. */
export interface Start {
  /** From the root of the repository: `src/cli.ts`. */
  readonly file: string
  readonly args?: readonly string[]
  /** For Node itself: `--cpu-prof`. */
  readonly flags?: readonly string[]
  /** All of its environment but PATH. */
  readonly env: Readonly<Record<string, string>>
  readonly cwd: string
  /** Each line that it writes to standard error. */
  readonly onLine?: (line: string) => void
}

/** A program of ours in a process of its own. */
export interface Program {
  readonly pid: number
  readonly child: ChildProcess
  /** Resolves with the exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>
  /** SIGTERM, and SIGKILL where it takes longer than half a minute; resolves when it is gone. */
  stop(): Promise<void>
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>
}

const root = fileURLToPath(new URL('../../', import.meta.url))
const leash = new URL('leash.mjs', import.meta.url).href

/** Starts a program; it ends with this process. */
export const startProgram = ({ file, args = [], flags = [], env, cwd, onLine = () => {} }: Start): Program => {
  const child = spawn(process.execPath, [...flags, '--import', leash, join(root, file), ...args], {
    cwd,
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: { PATH: process.env.PATH ?? '', ...env },
  })
  let rest = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) onLine(line)
  })
  const ended = once(child, 'exit').then(([code, signal]) => (code ?? signal ?? 'nothing') as number | string)
  const kill = async () => {
    child.kill('SIGKILL')
    await ended
  }
  return {
    pid: child.pid ?? 0,
    child,
    ended,
    kill,
    stop: async () => {
      child.kill('SIGTERM')
      const late = setTimeout(() => void kill(), 30_000)
      await ended
      clearTimeout(late)
    },
  }
}

/** Resolves when this address answers 200; rejects where it does not within a minute, or the program has ended. */
export const untilReady = async (url: string, { ended }: Pick<Program, 'ended'>): Promise<void> => {
  let over: number | string | undefined
  ended.then((code) => {
    over = code
  })
  const until = performance.now() + 60_000
  for (;;) {
    const { ok } = await fetch(url).catch(() => ({ ok: false }))
    if (ok) return
    if (over !== undefined) throw new Error(`it ended with ${over} before it was ready`)
    if (performance.now() > until) throw new Error(`it was not ready after a minute: ${url}`)
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}

/** The memory of a process that is in RAM, in MiB; Linux only, NaN elsewhere. */
export const residentMiB = (pid: number): number => {
  try {
    const [, kib] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
    return Number(kib) / 1024
  } catch {
    return Number.NaN
  }
}
