import { sentence } from './sentence.ts'

type Json = Readonly<Record<string, unknown>>
type Path = readonly PropertyKey[]

const objects = (value: unknown): readonly Json[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'object' && one !== null) : []

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

/** All options of an element, in groups or not. */
const optionsOf = ({ options, option_groups: groups }: Json): readonly Json[] => [
  ...objects(options),
  ...objects(groups).flatMap((group) => objects(group.options)),
]

const ofMenu = (element: Json, path: Path): string[] => {
  const { type, options, option_groups: groups, initial_option: one, initial_options: some } = element
  if (!/^(?:multi_)?static_select$/.test(String(type)) && !/^(?:checkboxes|radio_buttons)$/.test(String(type)))
    return []
  const all = optionsOf(element)
  const isThere = (wanted: unknown) => all.some((option) => same(option, wanted))
  return [
    ...(options === undefined && groups === undefined
      ? [sentence('must define either `options` or `option_groups`', path)]
      : []),
    ...(options !== undefined && groups !== undefined
      ? [sentence('must define only one of `options` and `option_groups`', path)]
      : []),
    ...(one !== undefined && !isThere(one)
      ? [sentence('initial option must be one of the options', [...path, 'initial_option'])]
      : []),
    ...objects(some).flatMap((option, at) =>
      isThere(option) ? [] : [sentence('initial option must be one of the options', [...path, 'initial_options', at])],
    ),
  ]
}

const ofText = (element: Json, path: Path): string[] => {
  const { type, initial_value: initial, min_length: least, max_length: most } = element
  if (type !== 'plain_text_input') return []
  if (typeof least === 'number' && typeof most === 'number' && least > most)
    return [sentence('must be at most `max_length`', [...path, 'min_length'])]
  if (typeof initial !== 'string') return []
  const room = typeof most === 'number' ? most : 3_000
  return initial.length > room ? [sentence(`must be less than ${room + 1} characters`, [...path, 'initial_value'])] : []
}

const isNumber = (value: unknown): boolean => /^-?\d+(?:\.\d+)?$/.test(String(value))

const ofNumber = (element: Json, path: Path): string[] => {
  if (element.type !== 'number_input') return []
  return ['initial_value', 'min_value', 'max_value'].flatMap((key) =>
    element[key] === undefined || isNumber(element[key]) ? [] : [sentence('must be a valid number', [...path, key])],
  )
}

/** True for a day of the calendar. */
export const isDay = (text: string): boolean => {
  const at = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
}

const ofDay = ({ type, initial_date: day }: Json, path: Path): string[] =>
  type === 'datepicker' && typeof day === 'string' && !isDay(day)
    ? [sentence('must be a valid date', [...path, 'initial_date'])]
    : []

const ofTime = ({ type, initial_time: time }: Json, path: Path): string[] =>
  type === 'timepicker' && typeof time === 'string' && !/^(?:[01]\d|2[0-3]):[0-5]\d$/.test(time)
    ? [sentence('must be a valid time', [...path, 'initial_time'])]
    : []

/** What Slack says of what inputs hold at first: it must be something that a person could enter there. */
export const initialValues = (blocks: readonly Json[], root: Path): string[] =>
  blocks.flatMap((block, at) => {
    const here = [...root, at]
    const inner: readonly (readonly [Json, Path])[] = [
      ...objects([block.element]).map((one) => [one, [...here, 'element']] as const),
      ...objects([block.accessory]).map((one) => [one, [...here, 'accessory']] as const),
      ...objects(block.elements).map((one, nth) => [one, [...here, 'elements', nth]] as const),
    ]
    return inner.flatMap(([element, path]) =>
      [ofMenu, ofText, ofNumber, ofDay, ofTime].flatMap((check) => check(element, path)),
    )
  })

/** What Slack says where more than one element of a modal wants the focus. */
export const oneFocus = (blocks: readonly Json[], root: Path): string[] => {
  const wanting = blocks.flatMap((block, at) =>
    objects([block.element]).some(({ focus_on_load: focus }) => focus === true) ? [at] : [],
  )
  return wanting.slice(1).map((at) => sentence('only one element may have `focus_on_load`', [...root, at, 'element']))
}
