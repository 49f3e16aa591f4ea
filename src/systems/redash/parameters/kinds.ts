/** The types of parameters that the bot knows, and what people call them. */
const kinds = {
  text: 'free text',
  'text-pattern': 'text of a pattern',
  number: 'a number',
  enum: 'one of a list',
  query: 'one of the options of another query',
  date: 'a date',
  'datetime-local': 'a date and time',
  'datetime-with-seconds': 'a date and time with seconds',
  'date-range': 'two dates',
  'datetime-range': 'two dates with times',
  'datetime-range-with-seconds': 'two dates with times and seconds',
} as const

/** The type of a parameter. */
export type ParameterType = keyof typeof kinds

/** Whether the bot knows a type; Redash may get others. */
export const isKnownType = (type: string): type is ParameterType => Object.hasOwn(kinds, type)

/** What people call a type. */
export const typeInWords = (type: ParameterType): string => kinds[type]

/** The type of each end, if it is one of a range. */
export const endOf = {
  'date-range': 'date',
  'datetime-range': 'datetime-local',
  'datetime-range-with-seconds': 'datetime-with-seconds',
} as const

/** Whether a type has two ends, which the SQL names `name.start` and `name.end`. */
export const isRange = (type: string): type is keyof typeof endOf => Object.hasOwn(endOf, type)

/** How exact a moment is. */
export type MomentType = 'date' | 'datetime-local' | 'datetime-with-seconds'

/** Whether a type is one moment. */
export const isMoment = (type: string): type is MomentType =>
  type === 'date' || type === 'datetime-local' || type === 'datetime-with-seconds'
