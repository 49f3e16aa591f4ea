import { execFileSync } from 'node:child_process'
import { mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compileCache } from '../compile-cache.ts'

const here = fileURLToPath(new URL('../..', import.meta.url))

/** The files of one version of the bot, ready to be started. */
export interface Revision {
  /** The commit. */
  readonly id: string
  readonly folder: string
  /** Where Node keeps what it made of these files. */
  readonly NODE_COMPILE_CACHE: string
  remove(): void
}

/** The version that is being worked on: this folder as it is. */
export const present: Revision = { id: 'the working tree', folder: here, ...compileCache, remove: () => {} }

const git = (...args: string[]): string =>
  execFileSync('git', ['-C', here, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()

const commitOf = (name: string): string => {
  try {
    return git('rev-parse', '--verify', '--quiet', `${name}^{commit}`)
  } catch {
    throw new Error(
      `The revision ${name} is not in this clone, and the upgrade from it is what this tests. Fetch the history (git fetch --unshallow), or name another one in UPGRADE_FROM.`,
    )
  }
}

/** Takes a version out of the history into a folder of its own; its packages are the ones that are installed here. */
export const checkOut = (name: string): Revision => {
  const id = commitOf(name)
  const folder = mkdtempSync(join(tmpdir(), 'coxswain-upgrade-'))
  const archive = execFileSync('git', ['-C', here, 'archive', id], { maxBuffer: 2 ** 28 })
  execFileSync('tar', ['-x', '-C', folder], { input: archive })
  symlinkSync(realpathSync(join(here, 'node_modules')), join(folder, 'node_modules'))
  if (git('diff', '--name-only', id, '--', 'package-lock.json') !== '')
    console.log(`package-lock.json has changed since ${name}: the older version runs with the packages of this one`)
  const NODE_COMPILE_CACHE = join(folder, '.cache')
  return { id, folder, NODE_COMPILE_CACHE, remove: () => rmSync(folder, { recursive: true, force: true }) }
}
