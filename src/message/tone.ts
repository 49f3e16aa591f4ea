import type { Tone } from './message.ts'

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

/** The word that says what a colour would: `not applied`; empty for an answer or help, and where the title begins with it. */
export function toneWord(tone: Tone, title = ''): string {
  const word = WORDS[tone]
  return title.toLowerCase().startsWith(word) ? '' : word
}
