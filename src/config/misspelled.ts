import { distance } from 'fastest-levenshtein'

// Two short words that differ are two words: RO and RW.
const shortest = 4
const most = 2

/**
 * The variable that was probably meant, as a sentence with a space before it; empty if none was. Names that differ in a
 * whole word or in a number mean another secret, so only a slip within a word of letters counts.
 */
export const misspelled = (name: string, set: readonly string[]): string => {
  const near = set.find((one) => one !== name && isSlip(one.toUpperCase().split('_'), name.toUpperCase().split('_')))
  return near === undefined ? '' : ` Did you mean ${near}?`
}

const isSlip = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length &&
  one.every((word, at) => {
    const its = other[at] ?? ''
    if (word === its) return true
    const isLong = Math.min(word.length, its.length) >= shortest
    return isLong && !/\d/.test(word + its) && distance(word, its) <= most
  })
