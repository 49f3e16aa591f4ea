import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { compileCache } from '../compile-cache.ts'

const cli = fileURLToPath(new URL('../../src/cli.ts', import.meta.url))

/** What a call of the command line printed, and its exit code. */
export interface Ended {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** Runs the command line as a process of its own, without a terminal, with `input` on its standard input, and with nothing of this environment but PATH and HOME. */
export const coxswain = (
  args: readonly string[],
  { cwd, env = {}, input }: { cwd?: string; env?: Record<string, string>; input?: string } = {},
) =>
  new Promise<Ended>((resolve) => {
    const options = {
      cwd,
      env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...compileCache, ...env },
    }
    const child = execFile(process.execPath, ['--no-warnings', cli, ...args], options, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    )
    child.stdin?.on('error', () => {})
    child.stdin?.end(input)
  })
