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
 * part of the SQL. All of them if it isn't certain what is in quotes: if one is escaped by a backslash, or there is `#`, `$$`,
 * `$tag$` or `[`, which begin a comment, a text or a name in only some databases; or if one isn't closed.
 */
export const barePlaceholders = (sql: string): ReadonlySet<string> => {
  const [all, bare] = [new Set<string>(), new Set<string>()]
  let open: string | undefined
  let [outside, from] = ['', 0]
  for (let at = 0; at < sql.length; ) {
    if (sql.startsWith('{{', at)) {
      const { name, end } = tagAt(sql, at)
      all.add(name)
      if (open === undefined || comments.includes(open)) bare.add(name)
      outside += sql.slice(from, at)
      at = from = end
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
  outside += sql.slice(from)
  const isDoubtful =
    /\\['"`]/.test(sql) || /[#[]|\$[\p{L}\p{N}_]*\$/u.test(outside) || (open !== undefined && open !== '--')
  return isDoubtful ? all : bare
}
