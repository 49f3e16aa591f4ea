import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'dotenv'
import type { Mistakes } from './mistakes.ts'
import { unreadableBecause } from './secrets.ts'

/** The variables of a `.env` file and the line of each. */
export interface EnvFile {
  readonly values: Readonly<Record<string, string>>
  readonly lines: ReadonlyMap<string, number>
}

const none: EnvFile = { values: {}, lines: new Map() }
const start = /^(?:export\s+)?([\w.-]+)(?:\s*=|:\s)/

/** Reads `.env` in a folder, if there is one; broken lines are mistakes (dotenv itself skips them silently). */
export const readEnvFile = (folder: string, mistakes: Mistakes, warnings: string[]): EnvFile => {
  const path = join(folder, '.env')
  try {
    const stat = statSync(path, { throwIfNoEntry: false })
    if (stat === undefined) return none
    if (!stat.isFile() || stat.size > 1_000_000) {
      mistakes.add('.env', 'must be a file of at most 1 MB')
      return none
    }
    if ((stat.mode & 0o004) !== 0) warnings.push('.env can be read by everybody on this machine: chmod 600 .env')
    const text = readFileSync(path, 'utf8')
      .replace(/^\uFEFF/, '')
      .replace(/\r\n?/g, '\n')
    return { values: parse(text), lines: checkLines(text.split('\n'), mistakes) }
  } catch (error) {
    mistakes.add('.env', `cannot be read (${unreadableBecause(error)})`)
    return none
  }
}

const checkLines = (lines: readonly string[], mistakes: Mistakes): ReadonlyMap<string, number> => {
  const found = new Map<string, number>()
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? ''
    if (/^\s*(#|$)/.test(line)) continue
    const told = line.trimStart()
    const [begun = '', name] = start.exec(told) ?? []
    const value = told.slice(begun.length).trim()
    if (name === undefined) {
      mistakes.add(`.env:${at + 1}`, 'must be NAME=value, or a comment that begins with #')
      continue
    }
    found.set(name, at + 1)
    const quote = /^["'`]/.exec(value)?.[0]
    if (quote === undefined) continue
    const end = closing(lines, at, value.slice(1), quote)
    if (end === undefined) mistakes.add(`.env:${at + 1}`, `${name}: the quote ${quote} is never closed`)
    at = end ?? at
  }
  return found
}

const closing = (lines: readonly string[], from: number, rest: string, quote: string): number | undefined => {
  const closes = (text: string) => text.replaceAll(`\\${quote}`, '').includes(quote)
  if (closes(rest)) return from
  const next = lines.findIndex((line, at) => at > from && closes(line))
  return next === -1 ? undefined : next
}
