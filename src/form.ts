/** What a person may choose: its value, and what it is called if that is something else. */
export interface FormOption {
  readonly value: string
  readonly name?: string
}

/** What a field takes. A date is `2026-11-30`, a date-time `2026-11-30 08:15`, with seconds `2026-11-30 08:15:00`. */
export type FieldKind =
  | { readonly is: 'text'; readonly least?: number; readonly most?: number; readonly pattern?: string }
  | { readonly is: 'long-text'; readonly least?: number; readonly most?: number }
  | { readonly is: 'number' }
  | { readonly is: 'choice'; readonly options: readonly FormOption[]; readonly several?: true }
  | { readonly is: MomentKind; readonly range?: true }

/** How exact a moment is; it has no zone. */
export type MomentKind = 'date' | 'date-time' | 'date-time-seconds'

/** How a moment is typed, for people. */
export const momentFormat: Readonly<Record<MomentKind, string>> = {
  date: 'YYYY-MM-DD',
  'date-time': 'YYYY-MM-DD HH:MM',
  'date-time-seconds': 'YYYY-MM-DD HH:MM:SS',
}

/** A value of a field: one text, several, or the two ends of a range. */
export type FieldValue = string | readonly string[] | { readonly start: string; readonly end: string }

/** A value as people type it: `2026-11-01--2026-11-15`, `paid,new`; as a list of JSON if a comma is in one of several. */
export const fieldText = (value: FieldValue): string => {
  if (typeof value === 'string') return value
  if ('start' in value) return `${value.start}--${value.end}`
  const isPlain = value.every((one) => one.trim() === one && one !== '' && !/[,[\]"]/.test(one))
  return isPlain ? value.join(',') : JSON.stringify(value)
}

/** One thing that a person is asked for. All texts are literal. */
export interface Field {
  /** What it is called in a line: `country=FR`. */
  readonly name: string
  /** What a person reads above it. */
  readonly title: string
  /** What else to know, one sentence: `As the pattern “[A-Z]{2}” says.` */
  readonly hint?: string
  readonly kind: FieldKind
  readonly required: boolean
  /** What stands in it at first. */
  readonly initial?: FieldValue
  /** Typed as `--name value` if it is an argument of the command, and as `name=value` if absent. */
  readonly typed?: 'flag'
  /** True if its value never becomes part of the line: it is long, or nobody else should read it there. */
  readonly apart?: true
}

/** Asks for values, with which the same line is run again. */
export interface Form {
  /** `Values of Failed payments` */
  readonly title: string
  /** What opens it: `Enter values`. */
  readonly button: string
  /** What sends it, if that isn't “Run”. */
  readonly submit?: string
  readonly fields: readonly Field[]
}
