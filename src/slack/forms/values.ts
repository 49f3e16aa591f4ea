import { misfitOf } from '../../command/field-check.ts'
import { canBeTyped } from '../../command/with-values.ts'
import type { Field, FieldValue, Form } from '../../form.ts'
import { storable } from '../typed.ts'
import { boxesOf } from './boxes.ts'

/** What Slack says of one input; everything in it is as somebody sent it. */
export interface InputState {
  readonly value?: string | null | undefined
  readonly selected_date?: string | null | undefined
  readonly selected_time?: string | null | undefined
  readonly selected_option?: { readonly value: string } | null | undefined
  readonly selected_options?: readonly { readonly value: string }[] | null | undefined
}

/** The inputs of a submission by `block_id`, then `action_id`. */
export type InputStates = Readonly<Record<string, Readonly<Record<string, InputState>>>>

/** What somebody entered, by the name of the field, also what doesn't fit; and what is wrong, by the `block_id` of its first input. */
export interface Entered {
  readonly values: Readonly<Record<string, FieldValue>>
  readonly misfits: Readonly<Record<string, string>>
}

/** The one `action_id` of every input. */
export const inputAction = 'value'

/** Reads a submission by the form that was stored: what isn't in that form is not looked at. */
export const enteredIn = ({ fields }: Form, states: InputStates): Entered => {
  const values: [string, FieldValue][] = []
  const misfits: [string, string][] = []
  for (const [at, field] of fields.entries()) {
    const value = entered(field, at, (id) => stateOf(states, id))
    const wrong = misfitOf(field, value) ?? untypable(field, value)
    if (wrong !== undefined) misfits.push([boxesOf(field, at)[0]?.id ?? String(at), wrong])
    if (value !== undefined) values.push([field.name, value])
  }
  return { values: Object.fromEntries(values), misfits: Object.fromEntries(misfits) }
}

/** A value that becomes part of a line must be readable there. */
const untypable = (field: Field, value: FieldValue | undefined): string | undefined =>
  value === undefined || field.apart || canBeTyped(field, value)
    ? undefined
    : 'It has several kinds of quotes, which no line can hold.'

const stateOf = (states: InputStates, id: string): InputState => {
  const block = Object.hasOwn(states, id) ? states[id] : undefined
  return (block && Object.hasOwn(block, inputAction) && block[inputAction]) || {}
}

type Read = (id: string) => InputState

const entered = ({ kind }: Field, at: number, read: Read): FieldValue | undefined => {
  const id = String(at)
  switch (kind.is) {
    case 'text':
    case 'long-text':
    case 'number':
      return typed(read(id))
    case 'choice': {
      const { selected_option: one, selected_options: some } = read(id)
      const chosen = (kind.several ? (some ?? []) : one ? [one] : []).map(({ value }) => optionAt(kind.options, value))
      // An option that isn't in the form is none of its values.
      const known = chosen.map((value) => value ?? '')
      if (known.length === 0) return undefined
      return kind.several ? known : known[0]
    }
    default: {
      if (!kind.range) return momentIn(kind.is, id, read)
      const start = momentIn(kind.is, `${id}.start`, read)
      const end = momentIn(kind.is, `${id}.end`, read)
      return start === undefined && end === undefined ? undefined : { start: start ?? '', end: end ?? '' }
    }
  }
}

const typed = ({ value }: InputState): string | undefined => {
  const text = storable(value ?? '').trim()
  return text === '' ? undefined : text
}

/** Options are sent by their number, which has no text of a system in it. */
const optionAt = (options: readonly { readonly value: string }[], number: string): string | undefined =>
  /^\d{1,6}$/.test(number) ? options[Number(number)]?.value : undefined

const momentIn = (is: 'date' | 'date-time' | 'date-time-seconds', id: string, read: Read): string | undefined => {
  if (is === 'date-time-seconds') return typed(read(id))
  if (is === 'date') return read(id).selected_date ?? undefined
  const day = read(`${id}.day`).selected_date ?? undefined
  const time = read(`${id}.time`).selected_time ?? undefined
  return day === undefined && time === undefined ? undefined : `${day ?? ''} ${time ?? ''}`
}
