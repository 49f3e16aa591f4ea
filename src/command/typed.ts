import { readLine, type Word } from './line-words.ts'
import { loose } from './loose.ts'
import { unseen } from './unseen.ts'

const meaning = new Set(['because', 'on', 'here', 'quietly', 'show', 'help', '?'])
const quotes = ['""', "''", '``', '«»'] as const

const wordsOf = (text: string): readonly Word[] => {
  try {
    // A word before it, so that nothing of the name is taken for a slash or the bot's name.
    return readLine(`x ${text}`).words.slice(1)
  } catch {
    return []
  }
}

/**
 * How a name is typed so that it is read back as it is: bare or in quotes; undefined if no line can hold it. `join` is
 * the word that would end it in that place.
 */
export const quotedName = (name: string, join?: string): string | undefined => {
  if (name === '' || unseen(name) !== undefined) return undefined
  return isPlain(name, wordsOf(name), join) ? name : inQuotes(name)
}

/** The same as one word: in quotes if it has several. */
export const quotedWord = (text: string): string | undefined => {
  if (text === '' || unseen(text) !== undefined) return undefined
  const bare = wordsOf(text)
  return bare.length === 1 && isPlain(text, bare) ? text : inQuotes(text)
}

const isPlain = (name: string, bare: readonly Word[], join?: string): boolean => {
  const context = (text: string) => meaning.has(loose(text)) || loose(text) === join
  const plain = bare.every((word) => !word.quoted && word.flag === undefined && !context(word.text))
  return plain && bare.length > 0 && bare.map((word) => word.text).join(' ') === name
}

const inQuotes = (name: string): string | undefined =>
  quotes
    .map(([open = '', close = '']) => `${open}${name}${close}`)
    .find((quoted) => {
      const words = wordsOf(quoted)
      return words.length === 1 && words[0]?.quoted === true && words[0].text === name
    })
