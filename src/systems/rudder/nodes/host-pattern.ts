/** A pattern of host names, where `*` is any letters and `?` is one. */
export interface HostPattern {
  /** The same as a regular expression of the whole name, for Rudder; the bot runs none, because one may take for ever. */
  readonly value: string
  readonly fits: (name: string) => boolean
}

/** `web-*.paris1` as a pattern; undefined for what is in no host name. */
export const matching = (pattern: string): HostPattern | undefined =>
  /^[a-z0-9_.*?-]+$/i.test(pattern) && /[a-z0-9]/i.test(pattern)
    ? {
        value: pattern.replaceAll('.', '[.]').replaceAll('*', '.*').replaceAll('?', '.'),
        fits: (name) => fits(pattern.split('*'), name),
      }
    : undefined

/** The first piece begins the name and the last ends it; each between is taken at the first place, and never again. */
const fits = ([first = '', ...rest]: readonly string[], name: string): boolean => {
  const last = rest.pop()
  if (last === undefined) return name.length === first.length && isAt(name, first, 0)
  if (!isAt(name, first, 0)) return false
  let from = first.length
  for (const piece of rest) {
    while (from < name.length && !isAt(name, piece, from)) from += 1
    if (!isAt(name, piece, from)) return false
    from += piece.length
  }
  const end = name.length - last.length
  return end >= from && isAt(name, last, end)
}

const isAt = (name: string, piece: string, at: number): boolean =>
  at + piece.length <= name.length && [...piece].every((letter, i) => letter === '?' || letter === name[at + i])
