import { literal } from './literal.ts'
import type { Figure, Message } from './message.ts'
import { count, NONE } from './time.ts'

/** A figure as a person reads it: `2,984`, `–` where there is none; text is literal. */
export function figure(value: Figure | undefined): string {
  if (value === null || value === undefined || value === '') return NONE
  return typeof value === 'number' ? count(value) : literal(value)
}

/** The fields of a message, literal; where it has none, its facts worded as fields. */
export function fieldsOf(message: Message): { label: string; value: string }[] {
  if (message.fields) {
    return message.fields.map(({ label, value }) => ({ label: literal(label, 60), value: literal(value, 500) || NONE }))
  }
  return Object.entries(message.facts ?? {}).map(([key, value]) => ({ label: words(key), value: figure(value) }))
}

// `nonCompliant` → `Non compliant`
function words(key: string): string {
  const spaced = literal(key, 60).replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return spaced.charAt(0).toUpperCase() + spaced.slice(1)
}
