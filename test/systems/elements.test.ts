import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CutOff, TooLarge } from '../../src/systems/body.ts'
import { elementsOf } from '../../src/systems/elements.ts'
import type { At } from '../../src/systems/list-path.ts'
import { parseJson } from '../../src/systems/parse-json.ts'
import { createSplitter } from '../../src/systems/splitter.ts'
import { runs } from '../runs.ts'
import { bytes, cut, document, isObject, list, pathed, spread } from './documents.ts'

/** What a splitter makes of a document: its elements, and what was beside them. */
const read = (chunks: readonly Uint8Array[], at: At, most = 2_000_000) => {
  const splitter = createSplitter(at, most)
  const elements = chunks.flatMap((chunk) => [...splitter.push(chunk)])
  const { text, wrong } = splitter.end()
  return { elements, text, wrong: wrong?.message }
}
const readText = (text: string, at: At = 'data.nodes', most?: number) => read([bytes(text)], at, most)

/** The elements of a document in which nothing is wrong. */
const split = (text: string, at?: At, most?: number) => {
  const { elements, wrong } = readText(text, at, most)
  expect(wrong).toBeUndefined()
  return elements
}

describe('the splitter', () => {
  test('agrees with JSON.parse on any document, any path and any cut', () => {
    let [right, wrong] = [0, 0]
    fc.assert(
      fc.property(
        pathed,
        fc.array(fc.nat(), { maxLength: 12 }),
        fc.constantFrom('', ' ', '\r\n\t'),
        ({ path, made, wanted, emptied }, places, space) => {
          const text = spread(JSON.stringify(made), space)
          const got = read(cut(bytes(text), places), path)
          expect(got.elements).toEqual(wanted.elements)
          expect(got.wrong === undefined).toBe(wanted.isRight)
          expect(parseJson(got.text ?? '')).toEqual(emptied)
          if (wanted.isRight && wanted.elements.length > 0) right += 1
          if (!wanted.isRight) wrong += 1
        },
      ),
      { numRuns: runs(1_000, 5_000) },
    )
    expect(right).toBeGreaterThan(runs(200, 1_000))
    expect(wrong).toBeGreaterThan(runs(100, 500))
  })

  test('and on several lists in the objects of another one', () => {
    let some = 0
    const at = { directives: 'data.rules[].directives', nodes: 'data.rules[].nodes' }
    const rule = fc
      .tuple(document, list, list)
      .map(([more, nodes, directives]) => ({ ...more, directives, x: { nodes: [9] }, nodes }))
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 3 }), fc.array(fc.nat(), { maxLength: 12 }), (made, places) => {
        const text = JSON.stringify({ result: 'success', nodes: [8], data: { directives: [7], rules: made } })
        const { rules } = (parseJson(text) as { data: { rules: Readonly<Record<string, unknown>>[] } }).data
        const wanted = rules.flatMap((one) =>
          Object.entries(one).flatMap(([key, inner]) =>
            Object.hasOwn(at, key) && Array.isArray(inner) ? inner.map((element) => ({ [key]: element })) : [],
          ),
        )
        some += wanted.length
        const got = read(cut(bytes(text), places), at)
        expect(got).toMatchObject({ elements: wanted, wrong: undefined })
        const emptied = rules.map((one) => ({ ...one, directives: [], nodes: [] }))
        expect(parseJson(got.text ?? '')).toEqual({
          result: 'success',
          nodes: [8],
          data: { directives: [7], rules: emptied },
        })
      }),
      { numRuns: runs(300, 1_000) },
    )
    expect(some).toBeGreaterThan(runs(300, 1_000))
  })

  test('takes nothing but JSON: what it reads to the end, JSON.parse takes', () => {
    const noise = fc.string({ unit: fc.constantFrom(...'{}[]",:1e-tn \\'), maxLength: 12 })
    fc.assert(
      fc.property(noise, noise, (before, after) => {
        const text = `{"data":{"nodes":[${before}],"x":${after}}}`
        let got: ReturnType<typeof readText>
        try {
          got = readText(text)
        } catch (error) {
          expect((error as Error).name).toMatch(/^(NotElements|CutOff)$/)
          return
        }
        // The rest is for who reads it to parse; where it is JSON too, so is the document.
        let rest: unknown
        try {
          rest = JSON.parse(got.text ?? '')
        } catch {
          return
        }
        expect(isObject(rest)).toBe(true)
        expect(() => JSON.parse(text)).not.toThrow()
      }),
      { numRuns: runs(1_000, 5_000) },
    )
  })

  test('byte by byte, too', () => {
    const text = '{"data":{"x":{"nodes":[9]},"nod\\u0065s" : [ {"é\\"]":"\\\\"} ,"💥", 12.5e3,null ,[[]],true]}} \n'
    const each = [...bytes(text)].map((byte) => Uint8Array.of(byte))
    expect(read(each, 'data.nodes')).toEqual({
      elements: [{ 'é"]': '\\' }, '💥', 12500, null, [[]], true],
      text: '{"data":{"x":{"nodes":[9]},"nod\\u0065s" : []}} \n',
      wrong: undefined,
    })
  })

  test.for<[string, At]>([
    ['{"result":"success","data":{"nodes":[{"id":"é"},{"id":"b"}],"more":1}}', 'data.nodes'],
    ['[1,{"a":[2]},"b"]', ''],
    ['{"data":{"rules":[{"id":"a","nodes":[{"id":2}],"n":1}]}}', { nodes: 'data.rules[].nodes' }],
  ])('notices every truncation of %s', ([text, at]) => {
    const whole = bytes(text)
    for (let end = 0; end < whole.length; end += 1)
      expect(() => read([whole.slice(0, end)], at), `cut at ${end}`).toThrow(CutOff)
    expect(read([whole], at).wrong).toBeUndefined()
  })

  test.for<[string, At, unknown[]]>([
    ['[1,[2],{"a":3}]', '', [1, [2], { a: 3 }]],
    [
      '{"query_result":{"id":1,"data":{"columns":[{"name":"a"}],"rows":[{"a":1}]}}}',
      'query_result.data.rows',
      [{ a: 1 }],
    ],
    ['[{"nodes":[1]},{"nodes":[]},{"nodes":[2]}]', '[].nodes', [1, 2]],
    ['{"m":[[1,2],[],[[3]]]}', 'm[]', [1, 2, [3]]],
    [
      '{"data":{"one":{"nodes":[1],"rules":[2]}}}',
      { rules: 'data.one.rules', nodes: 'data.one.nodes' },
      [{ nodes: 1 }, { rules: 2 }],
    ],
    ['{"data":{"rules":[]}}', 'data.rules[].nodes', []],
    ['{"a b":{"ü-1":[1]}}', 'a b.ü-1', [1]],
    ['{"__proto__":{"constructor":[1]}}', '__proto__.constructor', [1]],
  ])('%s at %j', ([text, at, elements]) => expect(split(text, at)).toEqual(elements))

  test.for<[string, At, string]>([
    ['{}', 'data.nodes', 'data is missing'],
    ['{"nodes":[1]}', 'data.nodes', 'data is missing'],
    ['{"data":{}}', 'data.nodes', 'data.nodes is missing'],
    ['{"data":{"x":{"nodes":[1]}}}', 'data.nodes', 'data.nodes is missing'],
    ['{"data":{"data":{"nodes":[1]}}}', 'data.nodes', 'data.nodes is missing'],
    ['{"data":[{"nodes":[1]}]}', 'data.nodes', 'data is not an object'],
    ['{"data":null}', 'data.nodes', 'data is not an object'],
    ['{"data":{"nodes":null}}', 'data.nodes', 'data.nodes is not a list'],
    ['{"data":{"nodes":{"a":1}}}', 'data.nodes', 'data.nodes is not a list'],
    ['{"data":{"nodes":"a"}}', 'data.nodes', 'data.nodes is not a list'],
    ['[{"data":{"nodes":[1]}}]', 'data.nodes', 'the document is not an object'],
    ['{"rows":[1]}', '', 'the document is not a list'],
    ['null', '', 'the document is not a list'],
    ['12', 'data.nodes', 'the document is not an object'],
    ['{"rules":[{"nodes":[]},{"id":1}]}', 'rules[].nodes', 'rules[].nodes is missing'],
    ['{"rules":[{"nodes":[]},7]}', 'rules[].nodes', 'rules[] is not an object'],
    ['{"rules":[null]}', 'rules[].nodes', 'rules[] is not an object'],
    ['{"a":[{"n":[]}]}', { n: 'a[].n', m: 'a[].m' }, 'a[].m is missing'],
  ])('%s has nothing at %j: %s', ([text, at, message]) => {
    expect(readText(text, at)).toEqual({ elements: [], text, wrong: message })
  })

  test.for<[string, At, unknown[]]>([
    ['{"data":{"nodes":null}}', 'data.nodes?', []],
    ['{"data":{}}', 'data.nodes?', []],
    ['{}', 'data?.nodes', []],
    ['{"data":null}', 'data?.nodes', []],
    ['{"data":{"nodes":[1]}}', 'data?.nodes?', [1]],
    ['{"rules":[{"nodes":[1]},{},{"nodes":null}]}', 'rules[].nodes?', [1]],
    ['{"rules":[null,{"nodes":[1]}]}', 'rules[]?.nodes', [1]],
  ])('%s may lack what is declared so in %j', ([text, at, elements]) => expect(split(text, at)).toEqual(elements))

  test.for<[string, At, string]>([
    ['{"data":{"nodes":7}}', 'data.nodes?', 'data.nodes is not a list'],
    ['{"data":{}}', 'data?.nodes', 'data.nodes is missing'],
    ['{"data":{"a":[]}}', { a: 'data?.a', b: 'data?.b' }, 'data.b is missing'],
    ['{}', { a: 'data?.a', b: 'data.b' }, 'data is missing'],
  ])('and nothing else: %s at %j', ([text, at, message]) => expect(readText(text, at).wrong).toBe(message))

  test.for<[string, At]>([
    ['{"data":{"nodes":[1],"nodes":[2]}}', 'data.nodes'],
    ['{"data":{"nodes":[1],"nod\\u0065s":[2]}}', 'data.nodes'],
    ['{"data":{"nodes":[1]},"data":{"nodes":[2]}}', 'data.nodes'],
    ['{"data":{"nodes":[1]},"data":null}', 'data.nodes'],
    ['{"data":{"nodes":null,"nodes":[2]}}', 'data.nodes?'],
    ['{"rules":[{"nodes":[1],"nodes":[2]}]}', 'rules[].nodes'],
  ])('does not choose between two of the same: %s', ([text, at]) => {
    const splitter = createSplitter(at, 1_000)
    const elements: unknown[] = []
    const reading = () => {
      for (const element of splitter.push(bytes(text))) elements.push(element)
    }
    expect(reading).toThrow('is there twice')
    expect(elements).not.toContain(2)
  })

  test('what is there twice elsewhere does not matter', () => {
    expect(split('{"x":1,"x":2,"data":{"nodes":[{"nodes":1,"nodes":2}]}}')).toEqual([{ nodes: 2 }])
    expect(split('{"rules":[{"nodes":[1]},{"nodes":[2]}]}', 'rules[].nodes')).toEqual([1, 2])
  })

  test.for([
    '<html>',
    '{"data":{"nodes":[1,]}}',
    '{"data":{"nodes":[,1]}}',
    '{"data":{"nodes":[1 2]}}',
    '{"data":{"nodes":[1"a"]}}',
    '{"data":{"nodes":[:]}}',
    '{"data":{"nodes":[1}}',
    '{"data":{"nodes":[tru]}}',
    '{"data":{"nodes":[{"a":}]}}',
    '{"data":{"nodes":[{"a":1]]}}',
    '{"data":{"nodes":[1]}} {}',
    '{"data":{"nodes":[1]},}',
    '{"data":{"nodes"[1]}}',
    '{"data":{nodes:[1]}}',
    '{"data":{"n\\x":[1]}}',
    '{"data":]',
  ])('refuses %s', (text) => {
    expect(() => readText(text)).toThrow(expect.objectContaining({ name: 'NotElements' }))
  })

  test('refuses a document of 5,000 levels, in an element or beside it', () => {
    expect(() => readText(`{"x":${'['.repeat(5_000)}`)).toThrow('deeper')
    expect(() => readText(`{"data":{"nodes":[${'[{"a":'.repeat(5_000)}`)).toThrow('deeper')
  })

  test('never quotes the document', () => {
    const quiet = expect.not.objectContaining({ message: expect.stringContaining('hunter2') })
    expect(() => readText('{"data":{"nodes":[{"password":hunter2}]}}')).toThrow(quiet)
    expect(() => readText('{"data":{"nodes":[1]} hunter2')).toThrow(quiet)
    expect(() => readText('{"data":{"hunter2\\x":1}}')).toThrow(quiet)
  })

  test('an element has a largest size, however it is cut', () => {
    const text = bytes(JSON.stringify({ data: { nodes: ['x'.repeat(100)] } }))
    expect(read([text], 'data.nodes', 102).elements).toHaveLength(1)
    expect(() => read([text], 'data.nodes', 101)).toThrow(TooLarge)
    expect(() => read(cut(text, [30, 50, 70]), 'data.nodes', 50)).toThrow(TooLarge)
  })

  test('one that goes on for ever is refused when it is too large, not when it ends', () => {
    const splitter = createSplitter('', 1_000)
    const piece = bytes('x'.repeat(400))
    const push = (chunk: Uint8Array) => [...splitter.push(chunk)]
    push(bytes('["'))
    push(piece)
    push(piece)
    expect(() => push(piece)).toThrow(TooLarge)
  })

  test('of what is beside the lists as much is kept as an element may have', () => {
    const text = JSON.stringify({ before: 'x'.repeat(60), nodes: ['y'.repeat(90)], after: 'z'.repeat(60) })
    expect(readText(text, 'nodes', 200)).toMatchObject({ elements: ['y'.repeat(90)], text: text.replace(/"y+"/, '') })
    expect(readText(text, 'nodes', 150)).toEqual({ elements: ['y'.repeat(90)], text: undefined, wrong: undefined })
    const each = [...bytes(text)].map((byte) => Uint8Array.of(byte))
    expect(read(each, 'nodes', 150)).toEqual({ elements: ['y'.repeat(90)], text: undefined, wrong: undefined })
  })

  test('keys of any length are passed over', () => {
    const text = `{"${'k'.repeat(100_000)}":1,"data":{"${'\\u0000'.repeat(50_000)}":{},"nodes":[1]}}`
    expect(split(text)).toEqual([1])
    expect(read(cut(bytes(text), [10, 5_000, 120_000, 300_000]), 'data.nodes').elements).toEqual([1])
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
    for await (const element of elementsOf(chunks(), 'data.nodes', 2_000_000))
      count += Number((element as { id: string }).id === 'n')
    clearInterval(timer)
    expect(count).toBeGreaterThan(10_000)
    expect(turns).toBeGreaterThan(10)
  })
})
