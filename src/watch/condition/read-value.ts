import { type Cursor, said } from '../../command/clauses/cursor.ts'
import { loose } from '../../command/loose.ts'
import { UserError } from '../../errors.ts'
import { isTypable } from './when-text.ts'

const shaped = /^[-+]?(?:\d{1,15}(?:\.\d{1,6})?|\.\d{1,6})$/
const begins = /^[-+.]?\d/

/** A number that was typed, perhaps with `%` behind it; undefined if it is none. */
const numberIn = (text: string): number | undefined => (shaped.test(text) ? Number(text) : undefined)

/** Takes the rest of `2,984`, whose commas are marks. */
const takeGroups = (cursor: Cursor, first: string): string => {
  let text = first
  while (
    cursor.next?.kind === 'mark' &&
    cursor.next.text === ',' &&
    /^\d{3}(?:\.\d{1,6})?%?$/.test(cursor.word(1) ?? '')
  ) {
    cursor.step()
    text += cursor.step()?.text ?? ''
  }
  return text
}

/** Takes what a figure is compared with: a number, or a text. */
export const takeValue = (cursor: Cursor, after: string): number | string => {
  const { next } = cursor
  if (next === undefined || next.kind === 'mark') throw cursor.wanted(`a number after “${after}”`)
  if (!isTypable(next.text)) throw new UserError(`${said(next)} has every kind of quotes in it, so I can’t repeat it.`)
  cursor.step()
  if (next.kind === 'quoted') return next.text
  const word = loose(next.text)
  const typed = /^[-+]?\d{1,3}$/.test(word) ? loose(takeGroups(cursor, word)) : word
  const number = numberIn(typed.replace(/%$/, ''))
  if (number !== undefined) return number === 0 ? 0 : number
  if (begins.test(typed) && (after === '>' || after === '<' || after === '>=' || after === '<='))
    throw new UserError(`I can’t read ${said(next)} as a number. Type it in digits, such as 2500 or 97.5.`)
  return next.text
}
