import { RE2JS } from 're2js'

/** Values that change what SQL does, with and without quotes around the placeholder. */
const hostile: readonly string[] = [
  "x' OR 'a'='a",
  '1 OR 1=1',
  "x'; DROP TABLE t; --",
  '(SELECT 1)',
  "'||current_user||'",
  'x" OR "a"="a',
  '1; DELETE FROM t',
  'x) UNION SELECT 1',
].flatMap((text) => [text, text.toLowerCase(), text.toUpperCase()])

/** A pattern as an engine of linear time has it; undefined if it needs another engine. */
const compiled = (pattern: string): RE2JS | undefined => {
  try {
    return RE2JS.compile(pattern)
  } catch {
    return undefined
  }
}

/** What a pattern says of a value: whether the whole of it matches, or why that can't be told. */
export type PatternVerdict = 'matches' | 'differs' | 'unreadable' | 'lets-sql-through'

/** Checks a value by the pattern that the author of a query gave. One that also matches SQL is no protection. */
export const byPatternOfQuery = (pattern: string, value: string): PatternVerdict => {
  const engine = compiled(pattern)
  if (!engine) return 'unreadable'
  if (hostile.some((one) => engine.matches(one))) return 'lets-sql-through'
  return engine.matches(value) ? 'matches' : 'differs'
}

/** Checks a value by a pattern of the settings, which whoever runs the bot chose for this very parameter. */
export const byPatternOfSettings = (pattern: string, value: string): PatternVerdict => {
  const engine = compiled(pattern)
  if (!engine) return 'unreadable'
  return engine.matches(value) ? 'matches' : 'differs'
}

/** Whether a value that came out of a database could end the quotes around it; the system puts it there as it is. */
export const couldEndQuotes = (value: string): boolean => /['"\\`;\p{Cc}]|--|\/\*/u.test(value)
