/** SQL without the blanks and the semicolon at its end. */
export function withoutSemicolon(sql: string): string {
  const trimmed = sql.trimEnd()
  return trimmed.endsWith(';') ? trimmed.slice(0, -1).trimEnd() : trimmed
}

/** SQL without its block comments; one that does not end is kept. */
export function withoutComments(sql: string): string {
  let kept = ''
  for (let at = 0; ; ) {
    const start = sql.indexOf('/*', at)
    const end = start < 0 ? -1 : sql.indexOf('*/', start + 2)
    if (end < 0) return kept + sql.slice(at)
    kept += sql.slice(at, start)
    at = end + 2
  }
}

/** Tells whether SQL ends with a limit. */
export function hasLimit(sql: string): boolean {
  const [number = '', word = ''] = withoutSemicolon(sql).split(/\s/).filter(Boolean).toReversed()
  return /^\d+$/.test(number) && word.toUpperCase() === 'LIMIT'
}

/** The parts of a list between its commas; a comma within quotes belongs to a part. */
export function listed(sql: string): string[] {
  const parts = ['']
  let inQuotes = false
  for (const one of sql) {
    if (one === "'") inQuotes = !inQuotes
    if (one === ',' && !inQuotes) parts.push('')
    else parts[parts.length - 1] += one
  }
  return parts
}
