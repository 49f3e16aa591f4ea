import canonicalize from 'canonicalize'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseJson } from '../../src/systems/parse-json.ts'
import { runs } from '../runs.ts'

/** What a number must become, by its spelling. */
const wantedOf = (source: string): number | string => {
  const it = Number(source)
  if (!Number.isFinite(it)) return source
  return /^-?\d+$/.test(source) && BigInt(source) !== BigInt(it)
    ? source
    : Number.isSafeInteger(it) || !/^-?\d+$/.test(source)
      ? it
      : source
}

const number = fc.stringMatching(/^-?(0|[1-9]\d{0,24})(\.\d{1,24})?([eE][+-]?\d{1,4})?$/)
const integer = fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }).map(String)
const nearEdge = fc
  .tuple(fc.constantFrom(1n, -1n), fc.integer({ min: -3, max: 3 }))
  .map(([sign, by]) => String(sign * (2n ** 53n + BigInt(by))))

describe('parseJson', () => {
  test('keeps every number that a double cannot, as it came; wherever it stands', () => {
    let kept = 0
    const space = fc.constantFrom('', ' ', '\n\t')
    fc.assert(
      fc.property(fc.oneof(number, integer, nearEdge), space, (source, gap) => {
        const wanted = wantedOf(source)
        if (typeof wanted === 'string') kept += 1
        const around: readonly (readonly [string, unknown])[] = [
          [`${gap}${source}${gap}`, wanted],
          [`[${gap}${source}${gap},${gap}${source}]`, [wanted, wanted]],
          [`{"a"${gap}:${gap}${source}${gap}}`, { a: wanted }],
          [`{"a":[{"b":${source}}],"c":1.5}`, { a: [{ b: wanted }], c: 1.5 }],
        ]
        for (const [text, value] of around) expect(parseJson(text)).toEqual(value)
      }),
      { numRuns: runs(500, 3_000) },
    )
    expect(kept).toBeGreaterThan(50)
  })

  test.for<[string, unknown]>([
    ['9007199254740991', 2 ** 53 - 1],
    ['9007199254740992', '9007199254740992'],
    ['9007199254740993', '9007199254740993'],
    ['-9007199254740993', '-9007199254740993'],
    ['12345678901234567890123', '12345678901234567890123'],
    ['0.12345678901234567890', 0.12345678901234568],
    ['12345678901234567890.5', 12345678901234567000],
    ['1e20', 1e20],
    ['1e400', '1e400'],
    ['-1E+0400', '-1E+0400'],
    ['1e-400', 0],
    ['-0', -0],
    ['-0.0', -0],
  ])('%s is %j', ([source, value]) => {
    expect(parseJson(source)).toBe(value)
    expect(parseJson(`{"a":[${source}]}`)).toEqual({ a: [value] })
  })

  test('agrees with a reviver that is given the source, whatever looks like a number in texts and keys', () => {
    const held = (_: string, value: unknown, context?: { readonly source: string }) =>
      typeof value === 'number' ? wantedOf(context?.source ?? '') : value
    const piece = fc.constantFrom(
      '9007199254740993',
      '-1e400',
      ' ',
      ',',
      ':',
      '[',
      ']',
      '"',
      '\\',
      '\n',
      'a',
      '💥',
      '1',
    )
    const text = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''))
    // V8 13.6 mixes up keys with escapes, and then gives the reviver the source of another value.
    const key = text.filter((it) => !JSON.stringify(it).includes('\\'))
    const { json } = fc.letrec<{ json: string }>((tie) => ({
      json: fc.oneof(
        { maxDepth: 3, withCrossShrink: true },
        fc.oneof(
          number,
          integer,
          text.map((it) => JSON.stringify(it)),
        ),
        fc.array(tie('json'), { maxLength: 4 }).map((all) => `[${all.join(', ')}]`),
        fc
          .dictionary(key, tie('json'), { maxKeys: 4 })
          .map((all) => `{${Object.entries(all).map(([key, it]) => `${JSON.stringify(key)}:${it}`)}}`),
      ),
    }))
    fc.assert(
      fc.property(json, (it) => {
        expect(parseJson(it)).toEqual(JSON.parse(it, held))
      }),
      { numRuns: runs(500, 5_000) },
    )
  })

  test.for([
    '{9007199254740993:1}',
    '{"a":1,9007199254740993 : 2}',
    '[1 9007199254740993]',
    '[09007199254740993]',
    '[9007199254740993"a"]',
    '[9007199254740993.]',
    '[-9007199254740993-]',
    '[+9007199254740993]',
    '[01e400]',
    '[1.e400]',
    '["9007199254740993, 9007199254740993]',
  ])('makes no JSON of %s', (text) => {
    expect(() => JSON.parse(text)).toThrow()
    expect(() => parseJson(text)).toThrow(SyntaxError)
  })

  test('texts with such numbers in them stay as they are', () => {
    const text = JSON.stringify({
      '9007199254740993': 'id: 9007199254740993, [1e400]',
      emoji: '💥',
      escaped: '\\ud800',
    })
    expect(parseJson(text)).toEqual(JSON.parse(text))
    expect(parseJson('{"emoji":"\\ud83d\\udca5"}')).toEqual({ emoji: '💥' })
  })

  test('half of a pair is no text', () => {
    expect(parseJson('{"a\\ud800":["\\uDC00b"],"__proto__":{"c":"\\udbff"}}')).toEqual(
      JSON.parse('{"a\ufffd":["\ufffdb"],"__proto__":{"c":"\ufffd"}}'),
    )
  })

  test('a key of any name is one of the object itself', () => {
    const parsed = parseJson('{"__proto__":{"admin":true},"n":9007199254740993}') as object
    expect(Object.keys(parsed)).toEqual(['__proto__', 'n'])
    expect((parsed as { admin?: unknown }).admin).toBeUndefined()
  })

  test('whatever is parsed can be hashed and stored, and means the same when it is read again', () => {
    const unit = fc.constantFrom('\\ud800', '\\udfff', '\\u0000', 'a', '💥', '1')
    const { json } = fc.letrec<{ json: string }>((tie) => ({
      json: fc.oneof(
        { maxDepth: 3 },
        fc.oneof(
          number,
          integer,
          fc.string({ unit }).map((text) => `"${text}"`),
          fc.constantFrom('null', 'true', '1e999'),
        ),
        fc.array(tie('json'), { maxLength: 3 }).map((all) => `[${all.join(',')}]`),
        fc
          .array(fc.tuple(fc.string({ unit, maxLength: 3 }), tie('json')), { maxLength: 3 })
          .map((all) => `{${all.map(([key, it]) => `"${key}":${it}`).join(',')}}`),
      ),
    }))
    fc.assert(
      fc.property(json, (text) => {
        const value = parseJson(text)
        const again = JSON.parse(JSON.stringify(value)) as unknown
        expect(canonicalize(again)).toBe(canonicalize(value))
      }),
      { numRuns: runs(500, 2_000) },
    )
  })

  test.for(['', '{', 'undefined', 'NaN', '[Infinity]', '01', '{"a":hunter2}', '[9007199254740993,]'])(
    'refuses %s, and does not quote it',
    (text) => {
      expect(() => parseJson(text)).toThrow(new SyntaxError('not JSON'))
    },
  )
})
