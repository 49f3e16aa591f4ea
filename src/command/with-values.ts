import type { Field, FieldValue, Form } from '../form.ts'
import { readLine, type Word } from './line-words.ts'
import { quotedWord } from './typed.ts'

/** The values of a form: a line that says them, and those that are given apart from it. */
export interface WithValues {
  readonly line: string
  readonly apart: Readonly<Record<string, string>>
}

type Values = Readonly<Record<string, FieldValue>>

/** The line with these values in place of the ones that it has of this form; throws UserError if it can't be read. */
export const withValues = (line: string, { fields }: Form, values: Values): WithValues => {
  const own = fields.filter(({ apart }) => apart === undefined)
  const kept = wordsOf(line, own).map(({ raw }) => raw)
  const said = own.flatMap((field) => spelled(field, valueIn(values, field)) ?? [])
  const apart = fields.flatMap((field) => {
    const value = field.apart ? valueIn(values, field) : undefined
    return value === undefined ? [] : [[field.name, valueText(value)] as const]
  })
  return { line: [...kept, ...said].join(' '), apart: Object.fromEntries(apart) }
}

/** True if a line can say this value so that it is read back as it is. */
export const canBeTyped = (field: Field, value: FieldValue): boolean => spelled(field, value) !== undefined

const valueIn = (values: Values, { name }: Field): FieldValue | undefined =>
  Object.hasOwn(values, name) ? values[name] : undefined

const spelled = ({ name, typed }: Field, value: FieldValue | undefined): string | undefined => {
  if (value === undefined) return undefined
  const text = quotedWord(valueText(value))
  return text === undefined ? undefined : typed === 'flag' ? `--${name}=${text}` : `${name}=${text}`
}

/** A value as people type it: `2026-11-01--2026-11-15`, `paid,new`; as a list of JSON if a comma is in one of several. */
export const valueText = (value: FieldValue): string => {
  if (typeof value === 'string') return value
  if ('start' in value) return `${value.start}--${value.end}`
  const isPlain = value.every((one) => one.trim() === one && one !== '' && !/[,[\]"]/.test(one))
  return isPlain ? value.join(',') : JSON.stringify(value)
}

/** The words of a line without those that say a value of these fields. */
const wordsOf = (line: string, fields: readonly Field[]): readonly Word[] => {
  const { words } = readLine(line)
  const flags = fields.filter(({ typed }) => typed === 'flag').map(({ name }) => name.toLowerCase())
  const names = fields.filter(({ typed }) => typed === undefined).map(({ name }) => `${name}=`)
  return words.filter((word, at) => {
    const before = words[at - 1]?.flag
    if (before && before.value === undefined && flags.includes(before.name)) return false
    if (word.flag) return !flags.includes(word.flag.name)
    return !names.some((name) => word.raw.startsWith(name))
  })
}
