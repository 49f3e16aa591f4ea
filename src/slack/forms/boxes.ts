import { mostLong, mostText } from '../../command/field-check.ts'
import { isMomentText } from '../../command/moment-text.ts'
import { type Field, type FieldValue, type FormOption, type MomentKind, momentFormat } from '../../form.ts'

/** What one input of a modal takes. */
export type BoxKind =
  | { readonly is: 'text'; readonly isLong: boolean; readonly least: number; readonly most: number }
  | { readonly is: 'number' | 'day' | 'time' }
  | { readonly is: 'choice'; readonly options: readonly FormOption[]; readonly several: boolean }

/** One input of a modal; a field with two ends, or with a day and a time, is several. */
export interface Box {
  /** Its `block_id`: the number of the field and the part of its value. */
  readonly id: string
  readonly label: string
  readonly kind: BoxKind
  readonly required: boolean
  readonly placeholder?: string
  readonly initial?: string
  /** The values of the options that are chosen at first. */
  readonly chosen?: readonly string[]
}

/** The inputs of a field, the one whose number is `at`. */
export const boxesOf = (field: Field, at: number): readonly Box[] => {
  const { title, kind, required, initial } = field
  const one = { id: String(at), label: title, required }
  switch (kind.is) {
    case 'number':
      return [{ ...one, kind: { is: 'number' }, ...(isNumber(initial) && { initial }) }]
    case 'choice':
      return [{ ...one, kind: choice(kind), ...initialChoice(kind, initial) }]
    case 'text':
    case 'long-text': {
      const { least = 0, most = kind.is === 'text' ? mostText : mostLong } = kind
      const box = text({ isLong: kind.is === 'long-text', least, most })
      return [{ ...one, kind: box, ...(isText(initial) && initial.length <= most && { initial }) }]
    }
    default:
      if (!kind.range) return moment(one, kind.is, isText(initial) ? initial : undefined)
      return (['start', 'end'] as const).flatMap((end) =>
        moment(
          { id: `${at}.${end}`, label: `${title}: ${end === 'start' ? 'from' : 'to'}`, required },
          kind.is,
          isRange(initial) ? initial[end] : undefined,
        ),
      )
  }
}

type Named = Pick<Box, 'id' | 'label' | 'required'>

const isText = (value: FieldValue | undefined): value is string => typeof value === 'string' && value !== ''
const isNumber = (value: FieldValue | undefined): value is string => isText(value) && /^-?\d+(?:\.\d+)?$/.test(value)
const isRange = (value: FieldValue | undefined): value is Extract<FieldValue, { readonly start: string }> =>
  typeof value === 'object' && 'start' in value

const text = (kind: Omit<Extract<BoxKind, { is: 'text' }>, 'is'>): BoxKind => ({ is: 'text', ...kind })

type Choice = Extract<Field['kind'], { readonly is: 'choice' }>

const choice = ({ options, several }: Choice): BoxKind => ({ is: 'choice', options, several: several === true })

const initialChoice = ({ options }: Choice, initial: FieldValue | undefined): Pick<Box, 'chosen'> => {
  const asked = typeof initial === 'string' ? [initial] : initial === undefined || 'start' in initial ? [] : initial
  const known = asked.filter((one) => options.some(({ value }) => value === one))
  return known.length === 0 ? {} : { chosen: known }
}

/** A day, or a day and a time; Slack's picker of times has no seconds, so these are typed. */
const moment = (one: Named, is: MomentKind, given: string | undefined): readonly Box[] => {
  const initial = given !== undefined && isMomentText(is, given) ? given : undefined
  if (is === 'date') return [{ ...one, kind: { is: 'day' }, ...(initial !== undefined && { initial }) }]
  if (is === 'date-time-seconds') {
    const kind = text({ isLong: false, least: 0, most: momentFormat[is].length })
    return [{ ...one, kind, placeholder: momentFormat[is], ...(initial !== undefined && { initial }) }]
  }
  const [day, time] = initial?.split(' ') ?? []
  return [
    { ...one, id: `${one.id}.day`, kind: { is: 'day' }, ...(day !== undefined && { initial: day }) },
    {
      ...one,
      id: `${one.id}.time`,
      label: `${one.label}, time`,
      kind: { is: 'time' },
      ...(time !== undefined && { initial: time }),
    },
  ]
}
