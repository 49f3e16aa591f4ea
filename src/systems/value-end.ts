import { NotElements } from './not-elements.ts'

const [quote, backslash] = [0x22, 0x5c]
const [openArray, closeArray, openObject, closeObject] = [0x5b, 0x5d, 0x7b, 0x7d]
// A deeper document is an attack.
const deepest = 1_000

// What may begin a number, `true`, `false` or `null`, and what ends one.
const scalars = new Set(Buffer.from('-0123456789tfn'))
const ends = new Set(Buffer.from(' \n\r\t,:[]{}"'))

/** Whether a JSON value may begin with this byte. */
export const beginsValue = (byte: number): boolean =>
  byte === quote || byte === openObject || byte === openArray || scalars.has(byte)

/** Finds the end of one JSON value in chunks, by its quotes and brackets alone; it doesn't validate what is between them. */
export interface ValueEnd {
  /** A value begins with this byte, which is the first that `find` sees. */
  begin(first: number): void
  /** The index after the value's last byte, or -1 if it goes on in the next chunk; NotElements if it has over 1,000 levels. */
  find(chunk: Uint8Array, from: number): number
  /** True for a number, `true`, `false` and `null`, which end before the next token or with the document. */
  readonly isScalar: boolean
}

/** Reused for all values of a document, one after another. */
export const createValueEnd = (): ValueEnd => {
  let isScalar = false
  let depth = 0
  let inString = false
  let escaped = false

  const scalarEnd = (chunk: Uint8Array, from: number): number => {
    for (let at = from; at < chunk.length; at += 1) if (ends.has(chunk[at] as number)) return at
    return -1
  }

  /** Almost all of a large document goes through here, so it works on variables of its own. */
  const find = (chunk: Uint8Array, from: number): number => {
    const { length } = chunk
    let at = from
    let level = depth
    let isText = inString
    if (escaped && at < length) {
      at += 1
      escaped = false
    }
    while (at < length) {
      if (isText) {
        while (at < length) {
          const byte = chunk[at++]
          if (byte === quote) {
            isText = false
            break
          }
          if (byte !== backslash) continue
          if (at === length) escaped = true
          at += 1
        }
        if (!isText && level === 0) return at
        continue
      }
      const byte = chunk[at++]
      if (byte === quote) isText = true
      else if (byte === openObject || byte === openArray) {
        level += 1
        if (level > deepest) throw new NotElements(`deeper than ${deepest} levels`)
      } else if (byte === closeObject || byte === closeArray) {
        level -= 1
        if (level === 0) return at
      }
    }
    depth = level
    inString = isText
    return -1
  }

  return {
    begin: (first) => {
      isScalar = scalars.has(first)
      depth = 0
      inString = false
      escaped = false
    },
    find: (chunk, from) => (isScalar ? scalarEnd(chunk, from) : find(chunk, from)),
    get isScalar() {
      return isScalar
    },
  }
}
