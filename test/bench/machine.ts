import { execFileSync } from 'node:child_process'
import { cpus, release, totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** The machine that figures were measured on: processor, cores, memory, system, Node. */
export const machine = (): string => {
  const all = cpus()
  const memory = Math.round(totalmem() / 2 ** 30)
  return `${all[0]?.model.trim() || 'processor not named'}, ${all.length} cores, ${memory} GiB, ${process.platform} ${release()}, Node ${process.version}`
}

/** The commit that was measured, with `+` where files were changed since; `unknown` outside a repository. */
export const commit = (): string => {
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', root, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  try {
    return `${git('rev-parse', '--short', 'HEAD')}${git('status', '--porcelain', '--untracked-files=no') === '' ? '' : '+'}`
  } catch {
    return 'unknown'
  }
}
