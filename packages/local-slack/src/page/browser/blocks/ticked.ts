import { asList, asObject, asText } from './read.ts'

/** True for an element that is a list of things to tick. */
export const isTicks = (type: unknown): boolean => /^(checkboxes|radio_buttons|multi_static_select)$/.test(asText(type))

/** What is chosen at first in an element: the values of `initial_option` or `initial_options`. */
export const tickedOf = (element: Readonly<Record<string, unknown>>): readonly string[] =>
  element.initial_options === undefined
    ? [asText(asObject(element.initial_option).value)].filter(Boolean)
    : asList(element.initial_options).map(({ value }) => asText(value))
