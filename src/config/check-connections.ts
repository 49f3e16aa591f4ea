import { covers } from '../vault/scope.ts'
import { readCertificates } from './certificate.ts'
import type { Checking } from './checking.ts'
import type { Path } from './mistakes.ts'
import { allowed, didYouMean } from './nearest.ts'
import { scopeMistake } from './scopes.ts'
import { select, selectTexts } from './select.ts'
import { ownWord } from './systems.ts'
import { parseUrl } from './url.ts'
import { Variables } from './variables.ts'

/** Checks what the shape of `connections:` cannot say: URLs, systems, defaults, tokens, secrets, certificates. */
export const checkConnections = (checking: Checking): void => {
  const { data, systems, secrets, at } = checking
  const words = Object.keys(systems).filter((word) => word !== ownWord)
  for (const { path } of select(data, 'connections.*')) {
    const word = systemOf(path)
    if (!words.includes(word)) at(path, `is of no known system; ${allowed(word, words)}.${didYouMean(word, words)}`)
    else {
      checkInternal(checking, path, word)
      checkOwn(checking, path, word)
      checkWhole(checking, path, word)
    }
    checkNames(checking, path)
  }
  checkDefaults(checking)
  for (const [name, use] of [['url', 'system'] as const, ['web', 'links'] as const, ['proxy', 'proxy'] as const]) {
    for (const { path, value } of selectTexts(data, `connections.*.${name}`)) {
      const url = parseUrl(value, use)
      if (typeof url === 'string') at(path, url)
    }
  }
  const references = selectTexts(data, 'connections.*.tokens.*.secret')
  // What another token reads, and what the bot itself knows, is no misspelling of this one.
  const taken = [...references.map(({ value }) => value.replace(/^env:/, '')), ...Object.keys(Variables.shape)]
  for (const { path, value } of references) {
    if (!/^(env|file):./.test(value)) continue
    const secret = secrets.open(value, taken)
    if (typeof secret === 'string') at(path, `cannot be opened: ${secret}`)
  }
  for (const { path, value } of selectTexts(data, 'connections.*.tokens.*.scopes.*')) {
    const token = systemOf(path)
    const wrong = words.includes(token) ? scopeMistake(value, systems, { token }) : undefined
    if (wrong !== undefined) at(path, wrong)
  }
  for (const { path } of select(data, 'connections.*.tokens.*.only.*')) {
    const known = systems[systemOf(path)]?.parameters
    const name = String(path.at(-1))
    if (known === undefined || known.includes(name)) continue
    at(path, `is no path parameter; ${allowed(name, known)}.${didYouMean(name, known)}`)
  }
  for (const { path, value } of selectTexts(data, 'connections.*.tls.ca')) {
    const read = /^file:./.test(value) && !checking.alone ? readCertificates(value, checking.folder) : undefined
    if (read !== undefined && 'wrong' in read) at(path, read.wrong)
  }
}

const systemOf = (path: Path): string => String(path[1]).split('/')[0] ?? ''

const checkInternal = ({ data, systems, at }: Checking, path: Path, word: string): void => {
  const id = String(path[1])
  const tokens = select(data, 'connections.*.tokens.*').filter(({ path: [, owner] }) => owner === id)
  // What the shape is wrong of is said already.
  if (tokens.some(({ value }) => !select(value, 'scopes').some(({ value: scopes }) => Array.isArray(scopes)))) return
  const wide = tokens.filter(({ value }) => select(value, 'only').length === 0)
  const patterns = wide.flatMap(({ value }) => selectTexts(value, 'scopes.*').map((one) => one.value))
  const internal = [...new Set(systems[word]?.opening ?? systems[word]?.internal)]
  const missing = internal.filter((scope) => !patterns.some((pattern) => covers(pattern, scope)))
  if (missing.length === 0) return
  at(
    [...path, 'tokens'],
    `have none for ${missing.join(', ')}, which the bot needs for itself; add it to a token without only`,
  )
}

/** A key that only another system has stands nowhere else. */
const checkOwn = ({ data, systems, at }: Checking, connection: Path, word: string): void => {
  for (const [owner, { settings = {} }] of Object.entries(systems)) {
    for (const key of Object.keys(settings)) {
      if (systems[word]?.settings?.[key] !== undefined) continue
      const found = select(data, `connections.*.${key}`).some(({ path: [, id] }) => id === connection[1])
      if (found) at([...connection, key], `is not a setting of ${word}; only of ${owner}`)
    }
  }
}

/** What only all of a connection together can be wrong about, and tokens that list too much beside a scope that stands alone. */
const checkWhole = ({ data, systems, at }: Checking, path: Path, word: string): void => {
  const { alone = [], scopes = [], settings = {}, mistakes } = systems[word] ?? {}
  const [whole] = select(data, 'connections.*').filter(({ path: [, id] }) => id === path[1])
  const given = (whole?.value ?? {}) as Readonly<Record<string, unknown>>
  const tokens = select(given, 'tokens.*').map((one) => ({
    path: [...path, ...one.path],
    scopes: selectTexts(one.value, 'scopes.*').map(({ value }) => value),
  }))
  for (const token of tokens) {
    const lists = (scope: string) => token.scopes.some((pattern) => covers(pattern, scope))
    const found = alone.find(lists)
    if (found !== undefined && scopes.some((scope) => scope !== found && lists(scope)))
      at(token.path, `lists ${found} beside other scopes; the token that serves it must serve nothing else`)
  }
  const own = Object.fromEntries(Object.entries(given).filter(([key]) => settings[key] !== undefined))
  const url = typeof given.url === 'string' ? given.url : ''
  for (const { key, text } of mistakes?.({ url, settings: own, tokens: tokens.map((one) => one.scopes) }) ?? [])
    at([...path, key], text)
}

const checkNames = ({ data, at, line }: Checking, connection: Path): void => {
  const seen = new Map<string, Path>()
  for (const { path, value } of selectTexts(data, 'connections.*.tokens.*.name')) {
    if (path[1] !== connection[1]) continue
    const first = seen.get(value)
    if (first !== undefined)
      at(path, `is the name of another token too (line ${line(first)}); logs tell tokens apart by name`)
    else seen.set(value, path)
  }
}

const checkDefaults = ({ data, at, line }: Checking): void => {
  const seen = new Map<string, Path>()
  const once = (key: string, path: Path, text: (first: Path) => string) => {
    const first = seen.get(key)
    if (first === undefined) seen.set(key, path)
    else at(path, text(first))
  }
  for (const { path, value } of select(data, 'connections.*.default')) {
    const word = systemOf(path)
    const text = (first: Path) =>
      `is a second default of ${word}: ${first[1]} (line ${line(first)}) is one; at most one is allowed`
    if (value === true) once(word, path, text)
  }
  for (const { path, value } of selectTexts(data, 'connections.*.channels.*')) {
    const text = (first: Path) =>
      `has ${first[1]} (line ${line(first)}) as its default already; a channel has one for a system`
    once(`${systemOf(path)} ${value}`, path, text)
  }
}
