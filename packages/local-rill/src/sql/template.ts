import { failed } from '../failed.ts'

/** What a template may ask for. */
export interface Values {
  readonly args: Readonly<Record<string, unknown>>
  readonly user: Readonly<Record<string, unknown>>
}

const missing = '<no value>'

/** A number as Go prints a float: 1000000 is `1e+06`. */
export const goNumber = (value: number): string => {
  const [digits = '', exponent = ''] = value.toExponential().split('e')
  const size = Number(exponent)
  if (size < -4 || size >= 6) return `${digits}e${size < 0 ? '-' : '+'}${String(Math.abs(size)).padStart(2, '0')}`
  return String(value)
}

/** A value as Go prints it into a text. */
const printed = (value: unknown): string => {
  if (value === undefined || value === null) return missing
  if (Array.isArray(value)) return `[${value.map(printed).join(' ')}]`
  return typeof value === 'number' ? goNumber(value) : String(value)
}

const isTrue = (value: unknown): boolean =>
  Array.isArray(value) ? value.length > 0 : Boolean(value) && value !== missing

const quote = (value: unknown): string => `'${printed(value).replaceAll("'", "''")}'`

type Helper = (...given: readonly unknown[]) => unknown

const functions: Readonly<Record<string, Helper>> = {
  default: (otherwise, value) => (isTrue(value) ? value : otherwise),
  hasKey: (map, key) => Object.hasOwn((map ?? {}) as object, String(key)),
  eq: (one, other) => one === other,
  int: (value) => Math.trunc(Number(value)) || 0,
  // It escapes nothing, as sprig's.
  squote: (value) => `'${printed(value)}'`,
  replace: (from, to, text) => printed(text).replaceAll(String(from), String(to)),
  as_sql_list: (value) => {
    if (value === undefined)
      throw failed(400, 'template: error calling as_sql_list: reflect: call using zero Value argument')
    const all = Array.isArray(value) ? value : [value]
    return `(${all.map(quote).join(', ')})`
  },
}

const token = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?|\.[A-Za-z_][\w.]*|[A-Za-z_]\w*|\S/g

const valueIn = (word: string, values: Values): unknown => {
  if (word.startsWith('"')) return JSON.parse(word)
  if (/^-?\d/.test(word)) return Number(word)
  if (word === 'true' || word === 'false') return word === 'true'
  if (word === '.export') return false
  return word
    .slice(1)
    .split('.')
    .reduce<unknown>((at, key) => {
      const isIn = typeof at === 'object' && at !== null && Object.hasOwn(at, key)
      return isIn ? (at as Readonly<Record<string, unknown>>)[key] : undefined
    }, values)
}

const evaluated = (expression: string, values: Values): unknown => {
  let piped: readonly unknown[] = []
  for (const part of expression.split('|')) {
    const words = part.match(token) ?? []
    const [first = ''] = words
    const call = functions[first]
    const given = (call ? words.slice(1) : words).map((word) => valueIn(word, values))
    piped = [call ? call(...given.concat(piped)) : given[0]]
  }
  return piped[0]
}

interface Branch {
  readonly shows: boolean
  readonly wasShown: boolean
}

/** The text that a template makes, nothing in it escaped. SyntaxError for one that uses what isn't there. */
export function rendered(template: string, values: Values): string {
  const open: Branch[] = []
  const shows = () => open.every((one) => one.shows)
  let out = ''
  for (const [at, part] of template.split(/\{\{([^{}]*)\}\}/).entries()) {
    if (at % 2 === 0) {
      if (shows()) out += part
      continue
    }
    const said = part.trim()
    const [word = ''] = said.split(/\s+/)
    const rest = said.slice(word.length).trim()
    if (word === 'if') {
      const isShown = shows() && isTrue(evaluated(rest, values))
      open.push({ shows: isShown, wasShown: isShown })
    } else if (word === 'else') {
      const last = open.pop()
      open.push({ shows: last?.wasShown === false, wasShown: true })
    } else if (word === 'end') open.pop()
    else if (shows()) out += printed(evaluated(said, values))
  }
  return out
}

/** Whether Rill can parse a template; an API with one that it can't doesn't exist. */
export const isParsed = (template: string): boolean =>
  [...template.matchAll(/\{\{([^{}]*)\}\}/g)].every(([, part = '']) =>
    part
      .split('|')
      .slice(1)
      .every((one) => Object.hasOwn(functions, one.trim().split(/\s+/)[0] ?? '')),
  )
