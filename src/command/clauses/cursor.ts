import { UserError } from '../../errors.ts'
import { literal } from '../../message/literal.ts'
import { quoted } from '../../quoted.ts'
import { loose } from '../loose.ts'
import { type ClauseToken, tokensOf } from './tokens.ts'
import type { TypedName } from './typed-clauses.ts'

/** The words that begin a clause. Unquoted, none of them is a name. */
export const clauseWords = [
  ...['by', 'per', 'last', 'past', 'this', 'today', 'yesterday', 'since', 'from', 'until'],
  ...['where', 'segment', 'segments', 'order', 'sort', 'top', 'bottom', 'limit'],
] as const
type ClauseWord = (typeof clauseWords)[number]

const reserved: ReadonlySet<string> = new Set<string>([...clauseWords, 'and', 'or', 'of', 'to', 'asc', 'desc'])

/** True for a text, as it is compared loosely, that is a word of the grammar unless it is quoted. */
export const isReserved = (text: string): boolean => reserved.has(text)

/** What was typed, in quotes, for a sentence. */
export const said = (token: Pick<ClauseToken, 'text'>): string => quoted(literal(token.text, 60))

/** Reads the pieces of a query one after the other. */
export class Cursor {
  readonly #tokens: readonly ClauseToken[]
  #at = 0

  constructor(text: string) {
    this.#tokens = tokensOf(text)
  }

  /** The next piece, or undefined at the end. */
  get next(): ClauseToken | undefined {
    return this.#tokens[this.#at]
  }

  /** The piece before the next one. */
  get last(): ClauseToken | undefined {
    return this.#tokens[this.#at - 1]
  }

  /** What the next piece says as a word of the grammar: without case and stops; undefined for quotes, marks and the end. */
  word(ahead = 0): string | undefined {
    const token = this.#tokens[this.#at + ahead]
    return token?.kind === 'word' ? loose(token.text) : undefined
  }

  /** The next piece if it begins a clause. */
  clause(): ClauseWord | undefined {
    const word = this.word()
    return clauseWords.find((one) => one === word)
  }

  /** Goes on to the piece after the next one, which it gives. */
  step(): ClauseToken | undefined {
    return this.#tokens[this.#at++]
  }

  /** Takes these words if they come next, as words. */
  takeWords(...words: readonly string[]): boolean {
    if (!words.every((word, ahead) => this.word(ahead) === word)) return false
    this.#at += words.length
    return true
  }

  takeMark(mark: string): boolean {
    const isNext = this.next?.kind === 'mark' && this.next.text === mark
    if (isNext) this.#at++
    return isNext
  }

  /** Takes a name, if one comes next: quoted, or a word that is none of the grammar. */
  takeName(): TypedName | undefined {
    const { next } = this
    if (next === undefined || next.kind === 'mark') return undefined
    if (next.kind === 'word' && isReserved(loose(next.text))) return undefined
    this.#at++
    return { text: next.text, quoted: next.kind === 'quoted' }
  }

  /** Takes names with commas, `and` or nothing between them; `what` is said if there is none. */
  takeNames(what: string): TypedName[] {
    const names: TypedName[] = []
    for (let isJoined = true; ; isJoined = this.takeMark(',') || this.takeWords('and')) {
      const name = this.takeName()
      if (name !== undefined) names.push(name)
      else if (isJoined) throw this.wanted(what)
      else return names
    }
  }

  /** The error that something else was expected here. */
  wanted(what: string): UserError {
    const { next } = this
    if (next === undefined) return new UserError(`I expected ${what}, but the line ends there.`)
    const hint = next.kind === 'word' && isReserved(loose(next.text)) ? ' Put it in quotes if it is a name.' : ''
    return new UserError(`I expected ${what}, not ${said(next)}.${hint}`)
  }
}
