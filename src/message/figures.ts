import { literal } from './literal.ts'
import type { Figure, Message } from './message.ts'
import { count, NONE } from './time.ts'

/** A figure as a person reads it: `2,984`, `–` where there is none; text is literal. */
export function figure(value: Figure | undefined): string {
  if (value === null || value === undefined || value === '') return NONE
  return typeof value === 'number' ? count(value) : literal(value)
}

const HARD = /⟨U\+|\p{Extended_Pictographic}/u

/** True for literal text that takes several times as long to lay out as letters do: with pictures, or what cannot be seen. */
export const isHard = (shown: string): boolean => HARD.test(shown)

/** The fields of a message, literal; where it has none, its facts worded as fields. Of many only the first, of about `room` characters. */
export function fieldsOf(message: Message, room = Number.POSITIVE_INFINITY): { label: string; value: string }[] {
  const shown: { label: string; value: string }[] = []
  let left = room
  const add = (label: string, value: string) => {
    shown.push({ label, value })
    left -= (label.length + value.length) * (isHard(label + value) ? 4 : 1)
  }
  if (message.fields) {
    for (const { label, value } of message.fields) {
      if (left < 0) break
      add(literal(label, 60), literal(value, 500) || NONE)
    }
    return shown
  }
  for (const [key, value] of Object.entries(message.facts ?? {})) {
    if (left < 0) break
    add(words(key), figure(value))
  }
  return shown
}

// `nonCompliant` → `Non compliant`
function words(key: string): string {
  const spaced = literal(key, 60).replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return spaced.charAt(0).toUpperCase() + spaced.slice(1)
}
