/** What surrounds text within SQL, by how it begins: names and strings in quotes, and comments. */
const closing: Readonly<Record<string, string>> = { "'": "'", '"': '"', '`': '`', '--': '\n', '/*': '*/' }
const comments = ['--', '/*']

/** What begins at a place. */
const openingAt = (sql: string, at: number): string | undefined =>
  Object.keys(closing).find((one) => sql.startsWith(one, at))

/** The name in the tag that begins at a place, and where the tag ends. */
const tagAt = (sql: string, at: number): { readonly name: string; readonly end: number } => {
  const braces = sql.startsWith('{{{', at) ? 3 : 2
  const found = sql.indexOf('}'.repeat(braces), at + braces)
  const to = found === -1 ? sql.length : found
  const name = sql
    .slice(at + braces, to)
    .trim()
    .replace(/^&/, '')
    .trim()
  return { name, end: to + braces }
}

/**
 * The placeholders that stand outside quotes in at least one place, in a comment too: there a value of several words could be
 * part of the SQL. All of them where it isn't certain what is in quotes: if one is escaped by a backslash, which only some
 * databases do, or isn't closed.
 */
export const barePlaceholders = (sql: string): ReadonlySet<string> => {
  const [all, bare] = [new Set<string>(), new Set<string>()]
  let open: string | undefined
  for (let at = 0; at < sql.length; ) {
    if (sql.startsWith('{{', at)) {
      const { name, end } = tagAt(sql, at)
      all.add(name)
      if (open === undefined || comments.includes(open)) bare.add(name)
      at = end
      continue
    }
    const ends = open === undefined ? undefined : closing[open]
    if (ends === undefined) {
      open = openingAt(sql, at)
      at += open?.length ?? 1
    } else if (sql.startsWith(ends, at)) {
      open = undefined
      at += ends.length
    } else at += 1
  }
  const isDoubtful = /\\['"`]/.test(sql) || (open !== undefined && open !== '--')
  return isDoubtful ? all : bare
}
