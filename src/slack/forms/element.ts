import type { Field, FormOption } from '../../form.ts'
import { clip } from '../../message/clip.ts'
import { count } from '../../message/time.ts'
import { LIMITS } from '../blocks/limits.ts'
import { plain } from '../blocks/plain.ts'
import type { Box, BoxKind } from './boxes.ts'
import { inputAction } from './values.ts'

type Json = Readonly<Record<string, unknown>>

/** How many options a menu lists: ten groups, so that the modal is no larger than Slack takes. */
const mostListed = 10 * LIMITS.options.max

/** That not all options are listed, and what to do; undefined if they are. */
export const notListed = ({ name, kind, typed }: Field): string | undefined =>
  kind.is === 'choice' && kind.options.length > mostListed
    ? `The first ${count(mostListed)} of ${count(kind.options.length)} are listed; type another one in the line: ${typed === 'flag' ? `--${name} …` : `${name}=…`}`
    : undefined

/** The element of an input. */
export const elementOf = (box: Box, isFirst: boolean): Json => {
  const { kind, initial, chosen, placeholder } = box
  const common = {
    action_id: inputAction,
    ...(isFirst && { focus_on_load: true }),
    ...(placeholder !== undefined && { placeholder: plain(placeholder) }),
  }
  if (kind.is === 'choice') return { ...common, ...menu(kind, chosen) }
  switch (kind.is) {
    case 'number':
      return {
        type: 'number_input',
        ...common,
        is_decimal_allowed: true,
        ...(initial !== undefined && { initial_value: initial }),
      }
    case 'day':
      return { type: 'datepicker', ...common, ...(initial !== undefined && { initial_date: initial }) }
    case 'time':
      return { type: 'timepicker', ...common, ...(initial !== undefined && { initial_time: initial }) }
    case 'text':
      return {
        type: 'plain_text_input',
        ...common,
        ...(kind.isLong && { multiline: true }),
        ...(kind.least > 0 && { min_length: kind.least }),
        max_length: Math.min(kind.most, LIMITS.inputLength.max),
        ...(initial !== undefined && { initial_value: initial }),
      }
  }
}

const menu = ({ options, several }: Extract<BoxKind, { is: 'choice' }>, wanted: readonly string[] = []): Json => {
  const listed = options.slice(0, mostListed)
  const all = listed.map(shown)
  const chosen = listed.flatMap(({ value }, at) => (wanted.includes(value) ? [all[at]] : []))
  const first = chosen[0]
  return {
    type: several ? 'multi_static_select' : 'static_select',
    ...(all.length > LIMITS.options.max ? { option_groups: groups(all) } : { options: all }),
    ...(first !== undefined && (several ? { initial_options: chosen } : { initial_option: first })),
  }
}

type Option = ReturnType<typeof shown>

/** An option as it is shown; its value is its number, because what a system calls it may be too long. */
const shown = ({ value, name = value }: FormOption, at: number) => ({
  text: plain(clip(name, LIMITS.optionText.max)),
  value: String(at),
})

const groups = (all: readonly Option[]): readonly Json[] =>
  Array.from({ length: Math.ceil(all.length / LIMITS.options.max) }, (_, at) => {
    const from = at * LIMITS.options.max
    const options = all.slice(from, from + LIMITS.options.max)
    return { label: plain(`${count(from + 1)} to ${count(from + options.length)}`), options }
  })
