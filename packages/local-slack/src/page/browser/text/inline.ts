import { knownEmoji } from './emoji.ts'
import { angled, type Token, unescaped } from './tokens.ts'

const marks = { '*': 'bold', _: 'italic', '~': 'strike' } as const
const isMark = (at: string): at is keyof typeof marks => at in marks

/** Slack formats whole words only: a mark opens after a space or a sign, and closes before one. */
const isWord = (at: string | undefined) => at !== undefined && /[\p{L}\p{N}]/u.test(at)

const closing = (line: string, open: number, mark: string): number => {
  const first = line[open + 1]
  if (first === undefined || /\s/.test(first) || first === mark || isWord(line[open - 1])) return -1
  for (let at = open + 2; at < line.length; at++) {
    if (line[at] === '<')
      at = Math.max(at, line.indexOf('>', at)) // no mark inside a link closes one outside
    else if (line[at] === mark && !/\s/.test(line[at - 1] ?? '') && !isWord(line[at + 1])) return at
  }
  return -1
}

const flat = (inner: string) => {
  const token = angled(inner)
  if (token?.kind === 'link') return token.text
  return token?.kind === 'date' ? token.fallback : `<${inner}>`
}

/** What begins at a place in a line, and where it ends; undefined where plain text goes on. */
const special = (line: string, at: number): readonly [Token, number] | undefined => {
  const sign = line[at] ?? ''
  if (sign === '<') {
    const end = line.indexOf('>', at)
    const token = end < 0 ? undefined : angled(line.slice(at + 1, end))
    return token && [token, end + 1]
  }
  if (sign === '`') {
    const end = line.indexOf('`', at + 1)
    if (end <= at + 1 || isWord(line[at - 1])) return undefined
    const text = line.slice(at + 1, end).replace(/<([^<>]*)>/g, (_, inner: string) => flat(inner))
    return [{ kind: 'code', text: unescaped(text) }, end + 1]
  }
  if (isMark(sign)) {
    const end = closing(line, at, sign)
    return end < 0 ? undefined : [{ kind: marks[sign], inside: inline(line.slice(at + 1, end)) }, end + 1]
  }
  if (sign === ':') {
    const name = /^:([a-z0-9_+-]+):/.exec(line.slice(at, at + 40))?.[1]
    return name !== undefined && knownEmoji(name) ? [{ kind: 'emoji', name }, at + name.length + 2] : undefined
  }
  if (sign !== 'h' || isWord(line[at - 1])) return undefined
  const bare = /^https?:\/\/[^\s<>|*`]+[^\s<>|*`.,;:!?'")\]]/.exec(line.slice(at))?.[0]
  return bare === undefined
    ? undefined
    : [{ kind: 'link', url: unescaped(bare), text: unescaped(bare) }, at + bare.length]
}

/** Reads one line of Slack's mark-up; never throws, and what it does not understand is text. */
export const inline = (line: string): readonly Token[] => {
  const tokens: Token[] = []
  let [at, plain] = [0, '']
  const flush = () => {
    if (plain !== '') tokens.push({ kind: 'text', text: unescaped(plain) })
    plain = ''
  }
  while (at < line.length) {
    const found = special(line, at)
    if (found) {
      flush()
      tokens.push(found[0])
      at = found[1]
    } else plain += line[at++]
  }
  flush()
  return tokens
}
