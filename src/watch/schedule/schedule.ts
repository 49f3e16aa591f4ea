/** The days of a week, 1 for Monday to 7 for Sunday, as people type them. */
export const days = [
  ['monday', 'mon'],
  ['tuesday', 'tue', 'tues'],
  ['wednesday', 'wed'],
  ['thursday', 'thu', 'thur', 'thurs'],
  ['friday', 'fri'],
  ['saturday', 'sat'],
  ['sunday', 'sun'],
] as const

/** When a watch reads: every so many minutes, or at a time of day, in minutes since midnight, on these days of the week in order. */
export type Schedule = { readonly every: number } | { readonly days: readonly number[]; readonly at: number }

/** Days that have one word dayGroups. */
export const dayGroups = [
  ['day', [1, 2, 3, 4, 5, 6, 7]],
  ['weekday', [1, 2, 3, 4, 5]],
  ['weekend', [6, 7]],
] as const satisfies readonly (readonly [word: string, days: readonly number[]])[]
