import { readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { withoutTrailing } from '../trailing.ts'
import { Secret } from '../vault/secret.ts'
import { misspelled } from './misspelled.ts'

/** Opens `env:` and `file:` references; the same reference gives the same secret. */
export interface Secrets {
  /** The secret, or what is wrong as words that hold no value; the variables that are `taken` are never suggested. */
  open(reference: string, taken?: readonly string[]): Secret | string
  readonly all: readonly Secret[]
  /** About files that others can read. */
  readonly warnings: readonly string[]
}

const largest = 65_536
const shortest = 6

/** Secrets out of an environment and of files; relative paths begin at the folder. */
export const createSecrets = (env: Readonly<Record<string, string | undefined>>, folder: string): Secrets => {
  const opened = new Map<string, Secret>()
  const warnings: string[] = []

  const fromEnv = (name: string, taken: readonly string[]): Secret | string => {
    const value = env[name]
    if (value === '') return `${name} is empty; set it in .env or the environment, or use file:path.`
    if (value === undefined) {
      const near = misspelled(
        name,
        Object.keys(env).filter((one) => !taken.includes(one)),
      )
      return `${name} is not in the environment or .env; set it there, or use file:path.${near}`
    }
    return fault(value) ? `${name} ${fault(value)}` : new Secret(() => value)
  }

  const fromFile = (path: string): Secret | string => {
    try {
      const read = following(resolve(folder, path))
      const wrong = fault(read())
      if (wrong !== undefined) return `the file ${path} ${wrong}`
      const stat = statSync(resolve(folder, path))
      if ((stat.mode & 0o004) !== 0)
        warnings.push(`${path} can be read by everybody on this machine: chmod 600 ${path}`)
      return new Secret(read)
    } catch (error) {
      return `the file ${path} cannot be read (${unreadableBecause(error)})`
    }
  }

  const open = (reference: string, taken: readonly string[] = []): Secret | string => {
    const known = opened.get(reference)
    if (known !== undefined) return known
    const [kind, rest] = [reference.slice(0, reference.indexOf(':')), reference.slice(reference.indexOf(':') + 1)]
    if ((kind !== 'env' && kind !== 'file') || rest === '') return 'must be env:NAME or file:path'
    const secret = kind === 'env' ? fromEnv(rest, taken) : fromFile(rest)
    if (secret instanceof Secret) opened.set(reference, secret)
    return secret
  }

  return {
    open,
    warnings,
    get all() {
      return [...opened.values()]
    },
  }
}

/** Reads a file again when it has changed; line ends at the end are not part of the secret. */
const following = (path: string) => {
  let seen = ''
  let value = ''
  return () => {
    const { mtimeMs, size, ino } = regular(path)
    const now = `${mtimeMs} ${size} ${ino}`
    if (now !== seen) {
      value = withoutTrailing(readFileSync(path, 'utf8'), '\r\n')
      seen = now
    }
    if (value === '') throw new Error('the file of a secret is empty')
    return value
  }
}

/** The stat of a plain file of a size that a secret can have; a pipe or a disk is never opened. */
const regular = (path: string) => {
  const stat = statSync(path)
  if (!stat.isFile()) throw new Error('not a file')
  if (stat.size > largest) throw new Error(`larger than ${largest} bytes`)
  return stat
}

const fault = (value: string): string | undefined => {
  if (/[\p{Cc}\s]/u.test(value)) return 'has a space, a line end or a control character in it, which no token has'
  return value.length < shortest
    ? `is shorter than ${shortest} characters, too short to be kept out of logs`
    : undefined
}

/** Why a file cannot be read, without its content. */
export const unreadableBecause = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const known: Readonly<Record<string, string>> = {
    ENOENT: 'it is not there',
    EACCES: 'no permission',
    EISDIR: 'a folder',
  }
  return known[code] ?? (code || (error instanceof Error ? error.message : 'unknown'))
}
