import { Refused } from './refused.ts'

/** Reads one key of a body: undefined where it is absent or null, refused in the words of the server where it is of another type. */
export type Field = <T>(name: string, is: (value: unknown) => value is T, expected: string) => T | undefined

export const text = (value: unknown): value is string => typeof value === 'string'
export const flag = (value: unknown): value is boolean => typeof value === 'boolean'
export const number = (value: unknown): value is number => Number.isInteger(value)
export const texts = (value: unknown): value is string[] => Array.isArray(value) && value.every(text)
export const list = (value: unknown): value is unknown[] => Array.isArray(value)
export const tags = (value: unknown): value is Record<string, string>[] =>
  Array.isArray(value) &&
  value.every((tag) => typeof tag === 'object' && tag !== null && Object.values(tag).every(text))

/** What the server's JSON library says that it expected. */
export const quote = `'"'`
export const bracket = "'['"
export const truth = "'true' or 'false'"

/** The keys of a JSON body; `hint` is said where it is none, or one of them is of another type. */
export function fieldsOf(json: string, hint: string): Field {
  const extraction = (why: string) => new Refused(`${hint}; cause was: Unexpected: ${why}`, { raw: true })
  let sent: unknown
  try {
    sent = JSON.parse(json)
  } catch {
    throw extraction(json.trim() === '' ? 'Unexpected end of input' : '(malformed JSON)')
  }
  if (typeof sent !== 'object' || sent === null || Array.isArray(sent))
    throw extraction(`(expected '{' got '${JSON.stringify(sent)[0]}')`)
  return (name, is, expected) => {
    const value = (sent as Record<string, unknown>)[name]
    if (value === undefined || value === null) return undefined
    if (is(value)) return value
    throw extraction(`.${name}(expected ${expected} got '${JSON.stringify(value)[0]}')`)
  }
}
