import { CutOff, TooLarge } from './body.ts'
import { type At, type PathStep, pathSteps } from './list-path.ts'
import { NotElements } from './not-elements.ts'
import { parseJson } from './parse-json.ts'
import { createPieces } from './pieces.ts'
import { beginsValue, createValueEnd } from './value-end.ts'

/** What a document contains besides the elements. */
export interface Remainder {
  /** The document as received, with its lists empty; undefined if that is too long. */
  readonly text: string | undefined
  /** A list that is missing or is not a list. */
  readonly wrong: NotElements | undefined
}

/** Cuts the elements of lists out of a JSON document that arrives in pieces. */
export interface Splitter {
  /** The elements that this piece completes, each parsed. */
  push(chunk: Uint8Array): Generator<unknown, void, undefined>
  /** Throws CutOff unless the document was closed. */
  end(): Remainder
}

const [quote, comma, colon] = [0x22, 0x2c, 0x3a]
const [openArray, closeArray, openObject, closeObject] = [0x5b, 0x5d, 0x7b, 0x7d]
const letterN = 0x6e
// A longer key can't be one of those on a path.
const longestKey = 1_000
const isBlank = (byte: number) => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09

/** An object or list that is open, on the way to the elements or around them. */
interface Frame {
  readonly place: PathStep
  readonly closes: number
  /** The relevant keys that were found. */
  readonly met: Set<string>
}

/**
 * Reads the lists at these paths. An element may have at most `bytes`, and so may the rest of the document if it is to be
 * kept. A key on a path that comes twice is an error. What is not on a path is skipped by its quotes and brackets.
 */
export const createSplitter = (at: At, bytes: number): Splitter => {
  const root = pathSteps(at)
  const frames: Frame[] = []
  const value = createValueEnd()
  const rest = createPieces(bytes)
  const element = createPieces(bytes)
  const key = createPieces(longestKey)
  /** What the current value is, while its end is not found. */
  let following: 'element' | 'key' | 'other' | undefined
  let next: 'value' | 'value or end' | 'key' | 'key or end' | 'colon' | 'comma or end' | 'nothing' = 'value'
  /** The place of the value that comes next, if it matters. */
  let below: PathStep | undefined = root
  let wrong: NotElements | undefined

  const reads = () => frames.at(-1)?.place.reads
  const closed = () => {
    next = frames.length === 0 ? 'nothing' : 'comma or end'
    below = frames.at(-1)?.place.each
  }
  const parsed = (text: string, what: string): unknown => {
    try {
      return parseJson(text)
    } catch {
      throw new NotElements(`${what} that is not JSON`)
    }
  }

  const taken = (last: Uint8Array): unknown => {
    const text = element.take(last)
    if (text === undefined) throw tooLarge()
    const it = parsed(text, 'an element')
    const name = reads()?.name
    return name === undefined ? it : { [name]: it }
  }
  const tooLarge = () => new TooLarge(`an element of over ${bytes} bytes`)

  const named = (last: Uint8Array) => {
    const text = key.take(last)
    const name = text === undefined ? undefined : (parsed(text, 'a key') as string)
    const { place, met } = frames.at(-1) as Frame
    below = name === undefined ? undefined : place.keys.get(name)
    if (name === undefined || !below) return
    if (met.has(name)) throw new NotElements(`${below.path} is there twice`)
    met.add(name)
  }

  const open = (byte: number) => {
    const place = below
    const opens = place && (place.keys.size > 0 ? openObject : openArray)
    if (place && byte === opens) {
      const isObject = byte === openObject
      frames.push({ place, closes: isObject ? closeObject : closeArray, met: new Set() })
      next = isObject ? 'key or end' : 'value or end'
      below = place.each
      return
    }
    const isAllowed = place === undefined || (place.optional && byte === letterN)
    if (!isAllowed)
      wrong ??= new NotElements(
        `${place.path || 'the document'} is not ${opens === openObject ? 'an object' : 'a list'}`,
      )
    value.begin(byte)
    following = reads() ? 'element' : 'other'
  }

  const close = () => {
    const { place, met } = frames.pop() as Frame
    for (const [name, { path, optional }] of place.keys)
      if (!optional && !met.has(name)) wrong ??= new NotElements(`${path} is missing`)
    closed()
  }

  /** Takes one byte that is not blank and not in the current value. */
  const step = (byte: number): void => {
    const top = frames.at(-1)
    const mayEnd = next === 'value or end' || next === 'key or end' || next === 'comma or end'
    if (next === 'nothing') throw new NotElements('more after the end')
    if (mayEnd && byte === top?.closes) close()
    else if ((next === 'value' || next === 'value or end') && beginsValue(byte)) open(byte)
    else if ((next === 'key' || next === 'key or end') && byte === quote) {
      value.begin(byte)
      following = 'key'
    } else if (next === 'colon' && byte === colon) next = 'value'
    else if (next === 'comma or end' && byte === comma) next = top?.closes === closeObject ? 'key' : 'value'
    else throw new NotElements('not JSON')
  }

  function* push(chunk: Uint8Array): Generator<unknown, void, undefined> {
    // Where the current value and the rest begin in this chunk.
    let from = 0
    let restFrom = reads() ? -1 : 0
    for (let i = 0; i < chunk.length; ) {
      if (following) {
        const end = value.find(chunk, i)
        if (end < 0) break
        const last = chunk.subarray(from, end)
        const what = following
        following = undefined
        i = end
        if (what === 'key') {
          named(last)
          next = 'colon'
          continue
        }
        closed()
        if (what === 'element') yield taken(last)
        continue
      }
      const byte = chunk[i] as number
      if (!isBlank(byte)) {
        const before = reads()
        step(byte)
        const after = reads()
        if (following) {
          from = i
          continue
        }
        if (after && !before) {
          rest.add(chunk.subarray(restFrom, i + 1))
          restFrom = -1
        } else if (before && !after) restFrom = i
      }
      i += 1
    }
    if (following === 'key') key.add(chunk.subarray(from))
    if (following === 'element') {
      element.add(chunk.subarray(from))
      if (element.isTooLong) throw tooLarge()
    }
    if (restFrom >= 0) rest.add(chunk.subarray(restFrom))
  }

  return {
    push,
    end: () => {
      // A document that is a single number ends only here.
      const isOver = next === 'nothing' || (frames.length === 0 && following === 'other' && value.isScalar)
      if (!isOver) throw new CutOff('the document has no end')
      return { text: rest.take(new Uint8Array()), wrong }
    },
  }
}
