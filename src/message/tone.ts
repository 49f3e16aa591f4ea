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

/** What a message begins with, so that its state is seen at a glance; each differs in shape, not only in colour. */
const SYMBOLS = { question: '?', done: '✓', notDone: '✗', unknown: '⚠', waiting: '⌛' } as const

const STATES: Readonly<Partial<Record<Tone, keyof typeof SYMBOLS>>> = {
  error: 'notDone',
  waiting: 'waiting',
  applied: 'done',
  'awaiting validation': 'waiting',
  failed: 'notDone',
  unknown: 'unknown',
  stale: 'notDone',
  refused: 'notDone',
  cancelled: 'notDone',
  expired: 'notDone',
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
  const needsNone = tone === 'waiting' ? title.endsWith('?') || actions.length === 0 : isQuestion(message)
  const word = needsNone ? '' : toneWord(tone, title)
  return word.charAt(0).toUpperCase() + word.slice(1)
}

/** The one symbol of its state, before all else in Slack, at a terminal and in plain text; empty for an answer or help. */
export function symbolOf(message: Message): string {
  const state = isQuestion(message) ? 'question' : STATES[message.tone]
  return state === undefined ? '' : SYMBOLS[state]
}

/** True for a proposal, and where something is missing and can be pressed: candidates, a form. */
function isQuestion({ tone, title, actions = [], next = [], form, asked }: Message): boolean {
  if (tone === 'waiting') return title.endsWith('?') || actions.length > 0
  if (tone !== 'error') return false
  // The same line again, or help, is no answer to a question.
  const answers = next.filter((line) => line !== asked?.line && !/^cox help\b/.test(line))
  return form !== undefined || answers.length > 0 || ASKS.test(title.replaceAll(/“[^“”]*”/g, ''))
}

const ASKS = /^[^.!?]*\?(?:\s|$)/

/** The title with its symbol and tone word before it: `✗ Not applied: Disable “SSH hardening”`. */
export function headline(message: Message): string {
  const word = firstWord(message)
  const said = word === '' ? message.title : `${word}: ${message.title}`
  return withSymbol(message, said)
}

/** A text with the symbol of the message before it. */
export function withSymbol(message: Message, said: string): string {
  const symbol = symbolOf(message)
  return symbol === '' ? said : `${symbol} ${said}`
}
