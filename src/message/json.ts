import { UNSEEN } from './literal.ts'
import type { Message } from './message.ts'
import { partNames } from './parts.ts'

const ORDER = [
  'tone',
  'asked',
  'connection',
  'title',
  'lead',
  'facts',
  'fields',
  'diff',
  'lists',
  ...partNames,
  'output',
  'notes',
  'see',
  'actions',
  'share',
  'expires',
  'form',
  'gives',
  'next',
  'labels',
  'provenance',
  'record',
]

/** The message as JSON with its keys in one order, on one line or `pretty`; parsing gives the same message, and printing it can move no cursor and hide nothing. */
export function toJson(message: Message, { pretty = false } = {}): string {
  const top = Object.entries(message).sort(([a], [b]) => ORDER.indexOf(a) - ORDER.indexOf(b))
  const stable = Object.fromEntries(top.map(([key, value]) => [key, sorted(value)]))
  // JSON.stringify has escaped what is below U+0020; a line feed here is one of its own.
  return JSON.stringify(stable, null, pretty ? 2 : 0).replace(UNSEEN, (char) => (char === '\n' ? char : escaped(char)))
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]))
}

function escaped(char: string): string {
  return char
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('')
}
