import { CutOff, TooLarge } from './body.ts'

/** The document is not what was expected; the message says how and never quotes it. */
export class NotElements extends Error {
  override readonly name = 'NotElements'
}

/** Which lists of a document are read element by element. */
export interface Lists {
  /** The key of the list; of several, each element comes as `{key: element}`. */
  readonly key: string | readonly string[]
  /** The lists are in the objects of another list, or in one object, the one under this key. */
  readonly within?: string
}

/** Cuts the elements of lists out of a JSON document that comes in pieces. */
export interface Splitter {
  /** The elements that this piece completes, each parsed. */
  push(chunk: Uint8Array): Generator<unknown, void, undefined>
  /** Throws CutOff unless the document was closed, NotElements unless the list was in it. */
  end(): void
}

const [quote, backslash, comma, colon] = [0x22, 0x5c, 0x2c, 0x3a]
const [openArray, closeArray, openObject, closeObject] = [0x5b, 0x5d, 0x7b, 0x7d]
// A key that is longer is not ours, and a document that is deeper is an attack.
const longestKey = 200
const deepest = 1_000
const blank = (byte: number) => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09

/**
 * Finds `"key": […]` in the document's object or in its `data` object, whichever comes first, and nowhere deeper; with
 * `within` it finds that one so, and `"key": […]` in each of its objects or in itself. Elements may be any JSON; each may
 * have at most `elementBytes`. What lies outside the array is followed by its brackets and strings, not validated.
 */
export const createSplitter = ({ key, within }: Lists, elementBytes: number): Splitter => {
  const keys: readonly string[] = typeof key === 'string' ? [key] : key
  const open: number[] = []
  let inString = false
  let escaped = false
  let inData = false
  /** The depth of the array's elements while inside it. */
  let array = 0
  /** The same of the list that they are within; of one object its own depth, and then it is alone. */
  let holder = 0
  let alone = false
  let found = false
  /** The list that the elements are of. */
  let list = ''
  let over = false
  /** What may come next in the array: a value, a comma, or either a value or its end. */
  let next: 'first' | 'value' | 'comma' = 'first'
  /** The last string at a depth where keys matter, and the key whose value comes next. */
  let name: number[] | undefined
  let pending: string | undefined
  /** The pieces of the element that began in an earlier chunk. */
  let pieces: Uint8Array[] = []
  let size = 0
  let inElement = false
  let scalar = false
  /** How deep inside an element that is no scalar. */
  let inner = 0

  const keysMatter = () =>
    array === 0 &&
    (holder > 0
      ? open.length === holder + 1 && open[holder] === openObject
      : !found && (open.length === 1 || (open.length === 2 && inData)))
  const textOf = (bytes: readonly number[]): unknown => {
    try {
      return JSON.parse(`"${Buffer.from(bytes).toString('utf8')}"`)
    } catch {
      throw new NotElements('a key that is not JSON')
    }
  }
  const grow = (piece: Uint8Array) => {
    size += piece.length
    if (size > elementBytes) throw new TooLarge(`an element of over ${elementBytes} bytes`)
    if (piece.length > 0) pieces.push(piece)
  }
  const take = (last: Uint8Array): unknown => {
    grow(last)
    const [only, ...more] = pieces
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(more.length === 0 ? only : Buffer.concat(pieces))
    pieces = []
    size = 0
    inElement = false
    scalar = false
    next = 'comma'
    try {
      const element: unknown = JSON.parse(text)
      return typeof key === 'string' ? element : { [list]: element }
    } catch {
      // V8 quotes the text in its message.
      throw new NotElements('an element that is not JSON')
    }
  }
  const begin = (byte: number) => {
    if (next === 'comma' || byte === colon) throw new NotElements('no comma between elements')
    inElement = true
  }
  const enter = (byte: number) => {
    if (open.length === 0 && byte === openArray) throw new NotElements('the document is a list')
    if (pending !== undefined && keysMatter()) {
      if (within !== undefined && holder === 0) {
        alone = byte === openObject
        if (pending === within) holder = open.length + (alone ? 0 : 1)
      } else if (byte === openArray && keys.includes(pending)) {
        array = open.length + 1
        list = pending
        next = 'first'
      }
      found ||= holder + array > 0
    }
    if (open.length === 1 && byte === openObject && pending === 'data') inData = true
    pending = undefined
    if (open.push(byte) > deepest) throw new NotElements(`deeper than ${deepest} levels`)
  }
  const leave = (byte: number) => {
    if (open.pop() !== (byte === closeArray ? openArray : openObject))
      throw new NotElements('a bracket that does not match')
    if (open.length === 1) inData = false
    if (array > 0 && open.length < array) {
      if (next === 'value') throw new NotElements('a comma before the end')
      array = 0
    }
    if (open.length < holder || (alone && open.length === holder)) holder = 0
    over = open.length === 0
  }

  /** Runs to the last byte of an element that is no scalar and gives its place, or -1 where the chunk ends before. */
  const run = (chunk: Uint8Array, from: number): number => {
    // Almost all of a large document goes through here: what the brackets enclose is JSON.parse's to judge.
    let [inText, isEscaped, depth] = [inString, escaped, inner]
    let at = from
    for (; at < chunk.length; at += 1) {
      const byte = chunk[at]
      if (inText) {
        if (isEscaped) isEscaped = false
        else if (byte === backslash) isEscaped = true
        else if (byte === quote) {
          inText = false
          if (depth === 0) break
        }
      } else if (byte === quote) inText = true
      else if (byte === openObject || byte === openArray) {
        depth += 1
        if (depth > deepest) throw new NotElements(`deeper than ${deepest} levels`)
      } else if (byte === closeObject || byte === closeArray) {
        depth -= 1
        if (depth === 0) break
      }
    }
    inString = inText
    escaped = isEscaped
    inner = depth
    return at < chunk.length ? at : -1
  }

  function* push(chunk: Uint8Array): Generator<unknown, void, undefined> {
    let start = 0
    for (let i = 0; i < chunk.length; i += 1) {
      if (inElement && !scalar) {
        const end = run(chunk, i)
        if (end < 0) break
        yield take(chunk.subarray(start, end + 1))
        i = end
        continue
      }
      const byte = chunk[i] as number
      if (inString) {
        if (name && (escaped || byte !== quote) && name.push(byte) > longestKey) name = undefined
        if (escaped) escaped = false
        else if (byte === backslash) escaped = true
        else if (byte === quote) {
          inString = false
        }
        continue
      }
      const structural =
        byte === comma ||
        byte === closeArray ||
        byte === closeObject ||
        byte === openArray ||
        byte === openObject ||
        byte === quote ||
        byte === colon
      if (scalar && (structural || blank(byte))) yield take(chunk.subarray(start, i))
      if (blank(byte)) continue
      if (over) throw new NotElements('more after the end')
      if (open.length === 0 && byte !== openObject && byte !== openArray)
        throw new NotElements('the document is not an object')
      const inArray = array > 0 && open.length === array
      if (inArray && !inElement && byte !== comma && byte !== closeArray) {
        begin(byte)
        start = i
        scalar = !structural
        if (!scalar) {
          i -= 1
          continue
        }
      }
      if (byte === quote) {
        inString = true
        name = keysMatter() ? [] : undefined
      } else if (byte === colon) {
        if (name && keysMatter()) pending = textOf(name) as string
      } else if (byte === openArray || byte === openObject) enter(byte)
      else if (byte === closeArray || byte === closeObject) {
        leave(byte)
      } else if (byte === comma) {
        pending = undefined
        if (inArray && next !== 'comma') throw new NotElements('a comma without an element')
        if (inArray) next = 'value'
      } else if (!inArray) pending = undefined
    }
    if (inElement) grow(Uint8Array.prototype.slice.call(chunk, start))
  }

  return {
    push,
    end: () => {
      if (!over) throw new CutOff('the document has no end')
      if (!found) throw new NotElements(`no list ${within ?? keys.join(' or ')} in it`)
    },
  }
}
