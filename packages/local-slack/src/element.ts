import type { Block } from './client.ts'
import { isDay } from './kit/initial.ts'
import type { Json } from './state.ts'

/** Something in a block that can be pressed, chosen or filled in. */
export interface Element {
  readonly block: string
  readonly action: string
  readonly type: string
  readonly element: Json
}

const objects = (value: unknown): Json[] =>
  (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'object' && one !== null)

/** Every element of the blocks that does something. */
export const elementsOf = (blocks: readonly Block[]): Element[] =>
  blocks.flatMap((block) => {
    const inner = objects(block.child_blocks) as unknown as Block[]
    const here = [...objects(block.elements), ...objects(block.accessory), ...objects(block.element)]
    const found = here.flatMap((element): Element[] => {
      const { type, action_id: action } = element
      if (typeof action !== 'string' || typeof type !== 'string') return []
      return [{ block: block.block_id ?? '', action, type, element }]
    })
    return [...found, ...elementsOf(inner)]
  })

/** The words on an element. */
export const labelOf = ({ element }: Element): string => {
  const { text } = (element.text ?? {}) as Json
  return typeof text === 'string' ? text : ''
}

const optionsOf = ({ options, option_groups: groups }: Json): Json[] => [
  ...objects(options),
  ...objects(groups).flatMap((group) => objects(group.options)),
]

/** The option of an element that has this value. */
export const optionOf = ({ element }: Element, value: string): Json | undefined =>
  optionsOf(element).find((option) => option.value === value)

const isPicked = (what: string, value: string): boolean => {
  if (what === 'date') return /^\d{4}-\d{2}-\d{2}$/.test(value) && isDay(value)
  return what !== 'time' || /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(value)
}

/** What an element holds as Slack says it, where a person typed or chose `value`; undefined where that cannot be chosen. */
export const held = (one: Element, value: string | undefined): Json | undefined => {
  const { type } = one
  const options = (value ?? '').split('\n').flatMap((each) => optionOf(one, each) ?? [])
  const missing = value !== undefined && options.length !== value.split('\n').length
  if (/^(static_select|radio_buttons|overflow)$/.test(type))
    return missing ? undefined : { type, selected_option: options[0] ?? null }
  if (/^(checkboxes|multi_static_select)$/.test(type)) return missing ? undefined : { type, selected_options: options }
  const single = /^(date|time)picker$/.exec(type)?.[1] ?? /^(users|conversations|channels)_select$/.exec(type)?.[1]
  if (single !== undefined && value !== undefined && !isPicked(single, value)) return undefined
  if (single !== undefined) return { type, [`selected_${single.replace(/s$/, '')}`]: value ?? null }
  return { type, value: value ?? null }
}
