/** What a list or a quote puts before a line: `• `, `- `, `1. `, `>`; three characters are escaped in what Slack sends. */
const before = /^(?:[•◦▪▫●○■□‣⁃∙·*-][\uFE0E\uFE0F]?\s+|(?:\d{1,3}|[a-z]|[ivx]{2,5})[.)]\s+|(?:&gt;|>)+\s*)/

/** A line without the code span that it begins with, if it begins with one: what is in it, and what follows. */
const uncoded = (text: string): string => {
  let ticks = 0
  while (text[ticks] === '`') ticks++
  const end = ticks === 0 ? -1 : text.indexOf('`'.repeat(ticks), ticks)
  if (end === -1) return text
  return text.slice(ticks, end) + text.slice(end + ticks)
}

/** A line without marks around the whole: `*bold*`, `_italic_`, `~struck~`. */
const unwrapped = (text: string): string => {
  const mark = text[0] ?? ''
  const isWrapped = text.length > 2 && '*_~'.includes(mark) && text.endsWith(mark)
  return isWrapped && !text.slice(1, -1).includes(mark) ? text.slice(1, -1) : text
}

/** A line without the mention of the bot that it begins with, and what is typed after a name: `:`, `,`. */
const unaddressed = (text: string, mention: string): string => {
  const end = text.startsWith(mention) ? text.indexOf('>', mention.length) : -1
  const next = text[mention.length]
  if (end === -1 || (next !== '>' && next !== '|')) return text
  const rest = text.slice(end + 1)
  return /^[:,]/.test(rest) ? rest.slice(1) : rest
}

/** A line without a mention of the bot at its end. */
const unsigned = (text: string, mention: string): string => {
  const from = text.lastIndexOf('<')
  const last = from > 0 ? text.slice(from) : ''
  return /^<[^>]*>[.!,…]?$/.test(last) && unaddressed(last, mention) !== last ? text.slice(0, from) : text
}

/** How deep formatting may be nested. */
const deepest = 12

/**
 * The line in what Slack sends, however it is formatted: in a list, quoted, bold, as code, with mentions of the
 * bot before and after it. `bot` is its user id.
 */
export const lineWithin = (text: string, bot: string | undefined): string => {
  let line = text.trim()
  for (let depth = 0; depth < deepest; depth++) {
    const bare = bot === undefined ? line : unsigned(unaddressed(line, `<@${bot}`), `<@${bot}`)
    const next = unwrapped(uncoded(bare.trim()).trim().replace(before, '')).trim()
    if (next === line) break
    line = next
  }
  return line
}
