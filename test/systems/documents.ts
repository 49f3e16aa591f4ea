import fc from 'fast-check'
import { parseJson } from '../../src/systems/parse-json.ts'

/** UTF-8. */
export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

/** The pieces of a text, cut at these places. */
export const cut = (whole: Uint8Array, places: readonly number[]): Uint8Array[] => {
  const ends = [...new Set(places.map((place) => place % (whole.length + 1)))].sort((a, b) => a - b)
  return [...ends, whole.length].map((end, i) => whole.slice(i === 0 ? 0 : ends[i - 1], end))
}

/** White space between the tokens of a JSON text, as some servers print it. */
export const spread = (text: string, space: string): string =>
  text.replace(/"(?:[^"\\]|\\.)*"|[^"]/gs, (token) => (/^[[\]{},:]$/.test(token) ? space + token + space : token))

type Json = Readonly<Record<string, unknown>>
export const isObject = (it: unknown): it is Json => typeof it === 'object' && it !== null && !Array.isArray(it)

const name = fc
  .oneof(fc.constantFrom('nodes', 'data', 'rows', 'no"des', 'nodes\\', '', 'result'), fc.string({ unit: 'binary' }))
  // V8 13.6 takes a key of one escape, such as a line feed, for a backslash once it has seen that as a key.
  .filter((it) => it !== '\\')

/** Any JSON value, with what looks like structure in its texts and keys. */
export const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.oneof(
      fc.jsonValue({ maxDepth: 0 }),
      fc.string({ unit: 'binary' }),
      fc.constantFrom('[', ']', '{"nodes":[1]}', '\\', '"', '\\"', null, 2 ** 60, -1e300),
    ),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(name, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
}))
export const list: fc.Arbitrary<unknown[]> = fc.array(value, { maxLength: 6 })
export const document: fc.Arbitrary<Json> = fc.dictionary(name, value, { maxKeys: 3, noNullPrototype: true })

/** One step of a path: a key, or each element of a list; and whether it may be missing or null. */
interface Step {
  readonly key: string | undefined
  readonly optional: boolean
}

const step = fc.record({
  key: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom('nodes', 'data', 'rows', 'rules', '__proto__', 'ключ') },
    { weight: 1, arbitrary: fc.constant(undefined) },
  ),
  optional: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
})

const spelled = (steps: readonly Step[]): string =>
  steps
    .map(({ key, optional }) => (key === undefined ? '[]' : `.${key}`) + (optional ? '?' : ''))
    .join('')
    .replace(/^\./, '')

/** A document in which most of what the steps lead through is there. */
const along = ([first, ...later]: readonly Step[]): fc.Arbitrary<unknown> => {
  if (!first) return list
  const { key } = first
  const inner = fc.oneof(
    { weight: 12, arbitrary: along(later) },
    { weight: 1, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: value },
  )
  if (key === undefined) return fc.array(inner, { maxLength: 3 })
  return fc
    .tuple(document, fc.oneof({ weight: 14, arbitrary: inner.map((it) => ({ it })) }, fc.constant(undefined)), document)
    .map(([before, found, after]) => {
      const entries = [
        ...Object.entries(before),
        ...(found ? [[key, found.it] as const] : []),
        ...Object.entries(after),
      ]
      // The first of each: a key that comes twice is another test.
      return Object.fromEntries(entries.filter(([one], i) => entries.findIndex(([other]) => other === one) === i))
    })
}

/** What is at the end of a path, and the document without it. */
interface Found {
  readonly elements: readonly unknown[]
  readonly isRight: boolean
  readonly rest: unknown
}

const wrong = (rest: unknown): Found => ({ elements: [], isRight: false, rest })

const lookUp = (it: unknown, [first, ...later]: readonly Step[]): Found => {
  if (!first) return Array.isArray(it) ? { elements: it, isRight: true, rest: [] } : wrong(it)
  const { key, optional } = first
  const inside = (inner: unknown): Found =>
    optional && (inner === null || inner === undefined)
      ? { elements: [], isRight: true, rest: inner }
      : lookUp(inner, later)
  if (key === undefined) {
    if (!Array.isArray(it)) return wrong(it)
    const all = it.map(inside)
    return {
      elements: all.flatMap(({ elements }) => elements),
      isRight: all.every(({ isRight }) => isRight),
      rest: all.map(({ rest }) => rest),
    }
  }
  if (!isObject(it)) return wrong(it)
  if (!Object.hasOwn(it, key)) return { elements: [], isRight: optional, rest: it }
  const { rest, ...found } = inside(it[key])
  return { ...found, rest: Object.fromEntries(Object.entries(it).map(([one, old]) => [one, one === key ? rest : old])) }
}

/** A path, a document, what a look-up of the one in the other finds, and the document with its lists empty. */
export const pathed = fc
  .array(step, { maxLength: 4 })
  .chain((steps) => along(steps).map((made) => ({ steps, made })))
  .map(({ steps, made }) => {
    const { rest, ...wanted } = lookUp(parseJson(JSON.stringify(made)), steps)
    return { path: spelled(steps), made, wanted, emptied: rest }
  })
