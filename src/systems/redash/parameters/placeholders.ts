/** What a query's SQL has in double braces. */
export interface Placeholders {
  /** Each name once, in their order; `period.start` for one end of a range. */
  readonly names: readonly string[]
  /** A tag that is more than a name: a section, a partial, other delimiters, or braces that are never closed. */
  readonly odd: string | undefined
}

const opening = '{{'

/**
 * The placeholders of a query. Redash renders its SQL with Mustache, which can do much more than replace a name; what else
 * stands in braces is odd, because only names can be compared with definitions.
 */
export const placeholdersIn = (sql: string): Placeholders => {
  const names = new Set<string>()
  for (let at = sql.indexOf(opening); at !== -1; at = sql.indexOf(opening, at)) {
    // `{{{name}}}` and `{{& name}}` are for text that isn't escaped; Redash escapes none anyway.
    const isTriple = sql.startsWith('{{{', at)
    const closing = isTriple ? '}}}' : '}}'
    const from = at + (isTriple ? 3 : 2)
    const to = sql.indexOf(closing, from)
    if (to === -1) return { names: [...names], odd: sql.slice(at, at + 40) }
    const name = sql.slice(from, to).trim().replace(/^&/, '').trim()
    if (name === '' || /^[#^/>!=]|[{}\r\n]/.test(name)) return { names: [...names], odd: sql.slice(at, at + 40) }
    names.add(name)
    at = to + closing.length
  }
  return { names: [...names], odd: undefined }
}
