/** What is said of a look-around or a back-reference that cannot be judged. */
export const refusedShape = 'a back-reference, or a look-around that reads further than a few characters'

// A character that no pattern of ours has: a place where the attempt fails.
const never = '\uF8FF'

/** The end of what begins at `at`: a class, an escape or one character. */
const atomEnd = (source: string, at: number): number => {
  if (source[at] === '\\') {
    const braces = /^\\(?:[pPu]\{[^}]*\}|k<[^>]*>|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)/s.exec(source.slice(at))
    return at + (braces?.[0].length ?? 1)
  }
  if (source[at] !== '[') return at + 1
  let end = at + 1
  while (end < source.length && source[end] !== ']') end += source[end] === '\\' ? 2 : 1
  return end + 1
}

/** The atoms of a pattern: what is in a class or escaped is one of them. */
const atomsOf = (source: string): readonly string[] => {
  const atoms: string[] = []
  for (let at = 0; at < source.length; ) {
    const end = atomEnd(source, at)
    atoms.push(source.slice(at, end))
    at = end
  }
  return atoms
}

/** Where the group that opens at `at` closes. */
const closes = (atoms: readonly string[], at: number): number => {
  let depth = 0
  for (let i = at; i < atoms.length; i++) {
    if (atoms[i] === '(') depth += 1
    else if (atoms[i] === ')' && --depth === 0) return i
  }
  return atoms.length
}

const isUnbounded = (atoms: readonly string[]) =>
  atoms.some((atom) => atom === '*' || atom === '+') ||
  /\{\d+,\}/.test(atoms.filter((atom) => atom.length === 1).join(''))

/** True for a pattern that reads a fixed number of characters at each place. */
export const isFixed = (source: string): boolean => !atomsOf(source).some((atom) => ['*', '+', '{'].includes(atom))

/** `(?<!\S)` reads the character before it: that, or the beginning; undefined for a look-behind of more than one. */
const before = (body: readonly string[], isNegative: boolean): string | undefined => {
  const [one = '', ...more] = body
  if (more.length > 0 || ['(', ')', '^', '$', '|', '.'].includes(one)) return undefined
  if (!isNegative) return one
  if (/^\\[sSdDwW]$/.test(one)) {
    const other = one[1] === one[1]?.toLowerCase() ? one[1]?.toUpperCase() : one[1]?.toLowerCase()
    return `(?:^|\\${other})`
  }
  return one.startsWith('[')
    ? `(?:^|[${one[1] === '^' ? one.slice(2, -1) : `^${one.slice(1, -1)}`}])`
    : `(?:^|[^${one}])`
}

/**
 * The same pattern without look-arounds, in the two ways in which one can take part: it lets everything pass, and it ends
 * the attempt. A look-behind is the character that it reads. `refusedShape` for what this does not cover.
 */
export const withoutLooking = (source: string): readonly string[] | typeof refusedShape => {
  const ways: string[] = []
  for (const isPassing of [true, false]) {
    const atoms = [...atomsOf(source)]
    const out: string[] = []
    for (let at = 0; at < atoms.length; at++) {
      const atom = atoms[at] ?? ''
      if (/^\\(?:[1-9]|k<)/.test(atom)) return refusedShape
      const look =
        atom === '(' && atoms[at + 1] === '?' ? /^(<?)([=!])/.exec(atoms.slice(at + 2, at + 4).join('')) : null
      if (!look) {
        out.push(atom)
        continue
      }
      const [, behind, sign] = look
      const end = closes(atoms, at)
      const body = atoms.slice(at + 2 + (behind ? 2 : 1), end)
      if (isUnbounded(body)) return refusedShape
      if (behind) {
        const read = before(body, sign === '!')
        if (read === undefined) return refusedShape
        out.push(read)
      } else if (!isPassing) out.push(sign === '=' ? `(?:${body.join('')})` : never)
      at = end
    }
    ways.push(out.join(''))
  }
  return [...new Set(ways)]
}
