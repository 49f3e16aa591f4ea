import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CutOff, TooLarge } from '../../src/systems/body.ts'
import { elementsOf } from '../../src/systems/elements.ts'
import { createSplitter, type Lists } from '../../src/systems/splitter.ts'
import { runs } from '../runs.ts'

const split = (chunks: readonly Uint8Array[], lists: Lists = { key: 'nodes' }, elementBytes = 2_000_000) => {
  const splitter = createSplitter(lists, elementBytes)
  const elements = chunks.flatMap((chunk) => [...splitter.push(chunk)])
  splitter.end()
  return elements
}
const bytes = (text: string) => new TextEncoder().encode(text)
const splitText = (text: string, ...rest: [Lists?, number?]) => split([bytes(text)], ...rest)

/** The pieces of a text, cut at these places. */
const cut = (whole: Uint8Array, places: readonly number[]) => {
  const ends = [...new Set(places.map((place) => place % (whole.length + 1)))].sort((a, b) => a - b)
  return [...ends, whole.length].map((end, i) => whole.slice(i === 0 ? 0 : ends[i - 1], end))
}

/** What JSON.parse finds, or undefined where there is no such list. */
const oracle = (text: string): unknown[] | undefined => {
  const document = JSON.parse(text) as Record<string, unknown>
  for (const [key, value] of Object.entries(document)) {
    if (key === 'nodes' && Array.isArray(value)) return value
    if (key !== 'data' || typeof value !== 'object' || value === null || Array.isArray(value)) continue
    const inner = (value as Record<string, unknown>).nodes
    if (Object.hasOwn(value, 'nodes') && Array.isArray(inner)) return inner
  }
  return undefined
}

/** White space between the tokens of a JSON text, as some servers print it. */
const spread = (text: string, space: string) =>
  text.replace(/"(?:[^"\\]|\\.)*"|[^"]/gs, (token) => (/^[[\]{},:]$/.test(token) ? space + token + space : token))

const name = fc.oneof(
  fc.constantFrom('nodes', 'data', 'no"des', 'nodes\\', '', 'result'),
  fc.string({ unit: 'binary' }),
)
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.oneof(
      fc.jsonValue({ maxDepth: 0 }),
      fc.string({ unit: 'binary' }),
      fc.constantFrom('[', ']', '{"nodes":[1]}', '\\', '"', '\\"'),
    ),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(name, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
}))
const list = fc.array(value, { maxLength: 6 })
const document = fc
  .tuple(
    fc.dictionary(name, value, { maxKeys: 3, noNullPrototype: true }),
    fc.dictionary(name, value, { maxKeys: 3, noNullPrototype: true }),
    list,
    fc.constantFrom('data', 'top', 'neither'),
  )
  .map(([before, after, nodes, where]) =>
    where === 'data'
      ? { ...before, data: { ...after, nodes, end: 1 } }
      : where === 'top'
        ? { ...before, nodes, ...after }
        : { ...before, ...after },
  )

describe('the splitter', () => {
  test('agrees with JSON.parse on any document and any cut', () => {
    let lists = 0
    const numRuns = runs(1_000, 5_000)
    fc.assert(
      fc.property(
        document,
        fc.array(fc.nat(), { maxLength: 12 }),
        fc.constantFrom('', ' ', '\r\n\t'),
        (made, places, space) => {
          const text = spread(JSON.stringify(made), space)
          const wanted = oracle(text)
          const chunks = cut(bytes(text), places)
          if (wanted === undefined) {
            expect(() => split(chunks)).toThrow('no list')
          } else {
            lists += 1
            expect(split(chunks)).toEqual(wanted)
          }
        },
      ),
      { numRuns },
    )
    expect(lists).toBeGreaterThan(0.4 * numRuns)
  })

  test('byte by byte, too', () => {
    const text = '{"data":{"x":{"nodes":[9]},"nod\\u0065s" : [ {"é\\"]":"\\\\"} ,"💥", 12.5e3,null ,[[]],true]}} \n'
    expect(split([...bytes(text)].map((byte) => Uint8Array.of(byte)))).toEqual([
      { 'é"]': '\\' },
      '💥',
      12500,
      null,
      [[]],
      true,
    ])
  })

  test('notices every truncation', () => {
    const whole = bytes('{"result":"success","data":{"nodes":[{"id":"é"},{"id":"b"}],"more":1}}')
    for (let end = 0; end < whole.length; end += 1) {
      expect(() => split([whole.slice(0, end)]), `cut at ${end}`).toThrow(CutOff)
    }
    expect(split([whole])).toHaveLength(2)
  })

  test.for([
    '[{"nodes":[1]}]',
    '"nodes"',
    '<html>',
    '{"nodes":{}}',
    '{"nodes":null,"x":[1]}',
    '{"nodes":"a","b":[1]}',
    '{"x":{"nodes":[1]}}',
    '{"data":[{"nodes":[1]}]}',
    '{"data":{"x":{"nodes":[1]}}}',
    '{"data":{"data":{"nodes":[1]}}}',
    '{"nodes":[1,]}',
    '{"nodes":[,1]}',
    '{"nodes":[1 2]}',
    '{"nodes":[1"a"]}',
    '{"nodes":[:]}',
    '{"nodes":[1}}',
    '{"nodes":[tru]}',
    '{"nodes":[{"a":}]}',
    '{"nodes":[1]} {}',
  ])('refuses %s', (text) => {
    expect(() => splitText(text)).toThrow(expect.objectContaining({ name: 'NotElements' }))
  })

  describe('of lists within the objects of another one', () => {
    const parts: Lists = { within: 'rules', key: ['directives', 'nodes'] }

    test('agrees with JSON.parse on any cut, and looks nowhere else', () => {
      let some = 0
      const numRuns = runs(400, 2_000)
      const rule = fc
        .tuple(fc.dictionary(name, value, { maxKeys: 2, noNullPrototype: true }), list, list)
        .map(([more, nodes, directives]) => ({ ...more, directives, x: { nodes: [9] }, nodes }))
      const rules = fc.array(fc.oneof({ weight: 3, arbitrary: rule }, { weight: 1, arbitrary: value }), {
        maxLength: 3,
      })
      fc.assert(
        fc.property(rules, fc.array(fc.nat(), { maxLength: 12 }), (made, places) => {
          const text = JSON.stringify({ result: 'success', nodes: [8], data: { directives: [7], rules: made } })
          const wanted = (JSON.parse(text) as { data: { rules: unknown[] } }).data.rules.flatMap((one) =>
            typeof one !== 'object' || one === null || Array.isArray(one)
              ? []
              : Object.entries(one).flatMap(([key, inner]) =>
                  ['directives', 'nodes'].includes(key) && Array.isArray(inner)
                    ? inner.map((element: unknown) => ({ [key]: element }))
                    : [],
                ),
          )
          some += wanted.length
          expect(split(cut(bytes(text), places), parts)).toEqual(wanted)
        }),
        { numRuns },
      )
      expect(some).toBeGreaterThan(numRuns)
    })

    test('one key gives the elements as they are', () => {
      const text = '{"data":{"rules":[{"id":"a","nodes":[1,2]},{"nodes":[3]}]}}'
      expect(splitText(text, { within: 'rules', key: 'nodes' })).toEqual([1, 2, 3])
    })

    test('or in one object, and in none beside it', () => {
      const lists: Lists = { within: 'one', key: ['rules', 'nodes'] }
      const text = '{"nodes":[7],"data":{"one":{"nodes":[1],"x":{"nodes":[9]},"rules":[{"nodes":[8]}]},"nodes":[6]}}'
      expect(splitText(text, lists)).toEqual([{ nodes: 1 }, { rules: { nodes: [8] } }])
      expect(splitText('{"data":{"one":{}}}', lists)).toEqual([])
      expect(() => splitText('{"data":{"two":{"nodes":[1]}}}', lists)).toThrow('no list one')
    })

    test('a list that is absent has no elements; the list around it must be there', () => {
      expect(splitText('{"data":{"rules":[{"id":"a"}]}}', parts)).toEqual([])
      expect(() => splitText('{"data":{"nodes":[1]}}', parts)).toThrow('no list rules')
    })

    test('notices every truncation', () => {
      const whole = bytes('{"data":{"rules":[{"id":"a","directives":[{"id":1}],"nodes":[{"id":2}],"n":1}]}}')
      for (let end = 0; end < whole.length; end += 1)
        expect(() => split([whole.slice(0, end)], parts), `cut at ${end}`).toThrow(CutOff)
      expect(split([whole], parts)).toEqual([{ directives: { id: 1 } }, { nodes: { id: 2 } }])
    })
  })

  test('refuses a document of 5,000 levels', () => {
    expect(() => splitText(`{"x":${'['.repeat(5_000)}`)).toThrow('deeper')
  })

  test('never quotes the document', () => {
    expect(() => splitText('{"nodes":[{"password":hunter2}]}')).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining('hunter2') }),
    )
  })

  test('an element has a largest size, however it is cut', () => {
    const text = bytes(JSON.stringify({ nodes: ['x'.repeat(100)] }))
    expect(split([text], undefined, 102)).toHaveLength(1)
    expect(() => split([text], undefined, 101)).toThrow(TooLarge)
    expect(() => split(cut(text, [20, 40, 60]), undefined, 50)).toThrow(TooLarge)
  })

  test('100 MB are read while others get their turn', async () => {
    const node = JSON.stringify({
      id: 'n',
      rules: Array.from({ length: 30 }, (_, i) => ({ id: `r${i}`, text: 'é'.repeat(100) })),
    })
    const piece = bytes(`${node},`.repeat(20))
    async function* chunks() {
      yield bytes('{"data":{"nodes":[')
      for (let sent = 0; sent < 100_000_000; sent += piece.length) yield piece
      yield bytes(`${node}]}}`)
    }
    let turns = 0
    const timer = setInterval(() => {
      turns += 1
    }, 1)
    let count = 0
    for await (const element of elementsOf(chunks(), { key: 'nodes' }, 2_000_000))
      count += Number((element as { id: string }).id === 'n')
    clearInterval(timer)
    expect(count).toBeGreaterThan(10_000)
    expect(turns).toBeGreaterThan(10)
  })
})
