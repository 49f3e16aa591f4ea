import { UserError } from '../../errors.ts'
import type { Terminal } from '../terminal.ts'

/** What was typed, as it is used, or what is wrong with it, in words that follow “That”. */
export type ParsedAnswer<T> = { readonly value: T } | { readonly wrong: string }

/** One question, and how its answer is read. */
export interface Question<T> {
  readonly prompt: string
  /** What is a right answer, in words that follow “Type”. */
  readonly expected: string
  /** What Enter alone means; without it something must be typed. */
  readonly fallback?: string
  read(text: string): ParsedAnswer<T>
}

/** Asks until the answer is right, and says each time what is wrong and what is expected; throws UserError at the end of the input. */
export const answerTo = async <T>(
  terminal: Terminal,
  { prompt, expected, fallback, read }: Question<T>,
): Promise<T> => {
  for (;;) {
    const typed = await terminal.question(fallback ? `${prompt} [${fallback}]` : prompt)
    if (typed === undefined) throw new UserError('Stopped before the end; nothing was written.')
    const text = typed === '' ? fallback : typed
    const answer = text === undefined ? { wrong: 'is empty, and this question has no default' } : read(text)
    if ('value' in answer) return answer.value
    terminal.note(`That ${answer.wrong}. Type ${expected}.`)
  }
}
