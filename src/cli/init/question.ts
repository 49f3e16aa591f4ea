import { UserError } from '../../errors.ts'
import type { Terminal } from '../terminal.ts'

/** What was typed, as it is used, or what is wrong with it as words that follow “That ”. */
export type Read<T> = { readonly value: T } | { readonly wrong: string }

/** One question, and how its answer is read. */
export interface Question<T> {
  readonly prompt: string
  /** What Enter alone means; without it something must be typed. */
  readonly fallback?: string
  read(text: string): Read<T>
}

/** Asks until the answer is right; throws UserError when there is nobody left to answer. */
export const answerTo = async <T>(terminal: Terminal, { prompt, fallback, read }: Question<T>): Promise<T> => {
  for (;;) {
    const typed = await terminal.question(fallback ? `${prompt} [${fallback}]` : prompt)
    if (typed === undefined) throw new UserError('Stopped before the end; nothing was written.')
    if (typed === '' && fallback === undefined) continue
    const answer = read(typed === '' ? (fallback ?? '') : typed)
    if ('value' in answer) return answer.value
    terminal.note(`That ${answer.wrong}.`)
  }
}
