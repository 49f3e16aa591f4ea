// A number that a double may not represent, by its digits or its exponent, in a place where JSON allows a value.
const blank = '[ \\t\\n\\r]'
const large = '-?(?:[1-9]\\d{15,}(?:\\.\\d+)?(?:[eE][+-]?\\d+)?|(?:0|[1-9]\\d{0,14})(?:\\.\\d+)?[eE]\\+?\\d{3,})'
const largeNumber = new RegExp(`(^|[:,[]|${blank})(${large})(?=${blank}*(?:[,}\\]]|$))`, 'g')
// Quick checks: most documents match none of them, and are then parsed as they are.
const longInteger = /(?:^|[:,[\s])-?\d{16}/
const longExponent = /(?:^|[:,[\s])-?\d+(?:\.\d+)?[eE]\+?\d{3}/
const surrogate = /\\u[dD][89a-fA-F]/

const [quote, backslash] = [0x22, 0x5c]

/**
 * The value of a JSON text, which is safe to hash, store and show whatever a system sent: an integer beyond ±(2^53 − 1),
 * and any number beyond the largest double, is a string, spelled as it came; half of a surrogate pair is U+FFFD. Other
 * numbers are the nearest double. Throws SyntaxError, which never quotes the text.
 */
export const parseJson = (text: string): unknown => {
  const exact = longInteger.test(text) || longExponent.test(text) ? quoted(text) : text
  let value: unknown
  try {
    value = JSON.parse(exact)
  } catch {
    // V8 quotes the text in its message.
    throw new SyntaxError('not JSON')
  }
  return surrogate.test(text) && !isWell(value) ? well(value) : value
}

const isHeld = (number: string): boolean => {
  const value = Number(number)
  return Number.isFinite(value) && (Number.isSafeInteger(value) || !/^-?\d+$/.test(number))
}

/** Quotes the numbers that a double cannot represent. A reviver would be called for every value, and block for too long. */
const quoted = (text: string): string => {
  const isInString = followStrings(text)
  return text.replace(largeNumber, (found, before: string, number: string, at: number) =>
    isHeld(number) || isInString(at) ? found : `${before}"${number}"`,
  )
}

/** Whether a place is in a string; call it for places from left to right. */
const followStrings = (text: string): ((place: number) => boolean) => {
  let at = 0
  let inString = false
  return (place) => {
    for (; at < place; at += 1) {
      const code = text.charCodeAt(at)
      if (code === quote) inString = !inString
      else if (code === backslash) at += 1
    }
    return inString
  }
}

const isWell = (value: unknown): boolean => {
  if (typeof value === 'string') return value.isWellFormed()
  if (typeof value !== 'object' || value === null) return true
  return Array.isArray(value)
    ? value.every(isWell)
    : Object.entries(value).every(([key, it]) => isWell(key) && isWell(it))
}

const well = (value: unknown): unknown => {
  if (typeof value === 'string') return value.toWellFormed()
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(well)
  return Object.fromEntries(Object.entries(value).map(([key, it]) => [key.toWellFormed(), well(it)]))
}
