import type { Message, Tone } from './message.ts'

const WORDS: Readonly<Record<Tone, string>> = {
  answer: '',
  help: '',
  error: 'error',
  waiting: 'waiting for confirmation',
  applied: 'applied',
  'awaiting validation': 'awaiting validation',
  failed: 'not applied',
  unknown: 'outcome unknown',
  stale: 'stale',
  refused: 'refused',
  cancelled: 'cancelled',
  expired: 'expired',
}

// Other words that say it as well.
const ALSO: Readonly<Partial<Record<Tone, string>>> = { stale: 'not written', applied: 'undone', failed: 'declined' }

/** The word that says what a colour would: `not applied`; empty for an answer or help, and where the title begins with it or with one that says as much. */
export function toneWord(tone: Tone, title = ''): string {
  const word = WORDS[tone]
  const said = title.toLowerCase()
  return said.startsWith(word) || said.startsWith(`${ALSO[tone] ?? word}:`) ? '' : word
}

/** The tone word as it begins a sentence; a question needs none, nor what is being sent, which nobody can confirm any more. */
export function firstWord(message: Message): string {
  const { tone, title, actions = [] } = message
  const isQuestion = tone === 'waiting' && (title.endsWith('?') || actions.length === 0)
  const word = isQuestion || asksBack(message) ? '' : toneWord(tone, title)
  return word.charAt(0).toUpperCase() + word.slice(1)
}

// Something is missing, and can be pressed: candidates, a reason.
const asksBack = ({ tone, next = [], wants }: Message): boolean =>
  tone === 'error' && (next.length > 0 || wants !== undefined)

/** The title with its tone word before it: `Not applied: Disable “SSH hardening”`. */
export function headline(message: Message): string {
  const word = firstWord(message)
  return word === '' ? message.title : `${word}: ${message.title}`
}
