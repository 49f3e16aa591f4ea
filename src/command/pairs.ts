import { UserError } from '../errors.ts'
import { literal } from '../message/literal.ts'
import { joined } from './flags.ts'
import { readLine, type Word } from './line-words.ts'
import { refuseUnseen } from './unseen.ts'

/** The words before the first `name=value`, and what the pairs say. */
export interface Paired {
  readonly words: readonly Word[]
  readonly pairs: Readonly<Record<string, string>>
}

/** Takes the pairs from the end of the words; a value goes on to the next pair, so that `since=2026-11-20 08:30` needs no quotes. */
export const takePairs = (words: readonly Word[]): Paired => {
  const first = words.findIndex(({ pair }) => pair !== undefined)
  if (first === -1) return { words, pairs: {} }
  const starts = words.flatMap(({ pair }, at) => (pair ? [at] : []))
  const pairs = new Map<string, string>()
  for (const [n, at] of starts.entries()) {
    const { pair } = words[at] as Word & { pair: NonNullable<Word['pair']> }
    const more = words.slice(at + 1, starts[n + 1])
    const said = `“${literal(pair.name, 40)}”`
    if (pair.isWhole && more.length > 0)
      throw new UserError(`“${literal(joined(more), 40)}” follows the value of ${said}, which ends with its quotes.`)
    if (!pair.isWhole && /^["“”„‟«»]/.test(pair.value))
      throw new UserError(`The quote of the value of ${said} is not closed: close it, or leave it out.`)
    if (pairs.has(pair.name)) throw new UserError(`${said} is given twice. Several values are written a,b.`)
    const value = [pair.value, ...more.map(({ raw }) => raw)].join(' ').trim()
    refuseUnseen(value)
    pairs.set(pair.name, value)
  }
  return { words: words.slice(0, first), pairs: Object.fromEntries(pairs) }
}

const quotes = ['', '"', "'", '`'] as const

/** How pairs are typed so that they are read back as they are; undefined if no line can hold one of them. */
export const typedPairs = (pairs: Readonly<Record<string, string>>): string | undefined => {
  const typed = Object.entries(pairs).map(([name, value]) =>
    quotes.map((quote) => `${name}=${quote}${value}${quote}`).find((text) => isRead(text, name, value)),
  )
  return typed.includes(undefined) ? undefined : typed.join(' ')
}

const isRead = (text: string, name: string, value: string): boolean => {
  try {
    // Words around it, because a line alone in quotes is read without them.
    const { words, pairs } = takePairs(readLine(`x ${text} last=1`).words)
    return words.length === 1 && Object.keys(pairs).length === 2 && pairs[name] === value
  } catch {
    return false
  }
}
