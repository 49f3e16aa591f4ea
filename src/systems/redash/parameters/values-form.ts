import type { Field, FieldKind, FieldValue, Form, MomentKind } from '../../../form.ts'
import { quoted } from '../../../quoted.ts'
import type { SentValues } from './check-values.ts'
import { endOf, isMoment, isRange, type MomentType } from './kinds.ts'
import { ownProperty } from './own-property.ts'
import type { WantedValue } from './wanted.ts'

const moments: Readonly<Record<MomentType, MomentKind>> = {
  date: 'date',
  'datetime-local': 'date-time',
  'datetime-with-seconds': 'date-time-seconds',
}

/** What asks for the values of a query; what stands in it at first is what was sent, else what was given, else the default. */
export const valuesForm = (
  query: { readonly name: string },
  wanted: readonly WantedValue[],
  { button, sent = {} }: { readonly button: string; readonly sent?: SentValues },
): Form => ({
  title: query.name,
  button,
  fields: wanted.map((one): Field => {
    const initial = ownProperty(sent, one.name) ?? one.given ?? one.usualNow
    return {
      name: one.name,
      title: one.title,
      kind: kindOf(one),
      required: true,
      ...(one.pattern !== undefined && { hint: `It must match the pattern ${quoted(one.pattern)}.` }),
      ...(initial !== undefined && { initial: isRange(one.type) ? ends(initial) : initial }),
    }
  }),
})

const kindOf = ({ type, choices, isSeveral, pattern }: WantedValue): FieldKind => {
  if (isMoment(type)) return { is: moments[type] }
  if (isRange(type)) return { is: moments[endOf[type]], range: true }
  if (type === 'number') return { is: 'number' }
  if (type !== 'enum' && type !== 'query') return { is: 'text', ...(pattern !== undefined && { pattern }) }
  const options = (choices ?? []).map(({ name, value }) => ({
    value,
    ...(typeof name === 'string' && name !== '' && { name }),
  }))
  return { is: 'choice', options, ...(isSeveral && { several: true }) }
}

/** A range that was given in one text has two ends here. */
const ends = (value: FieldValue): FieldValue => {
  const [start, end, ...more] = typeof value === 'string' ? value.split('--') : []
  return start !== undefined && end !== undefined && more.length === 0 ? { start, end } : value
}
