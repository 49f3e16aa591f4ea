import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { literal } from '../../src/message/literal.ts'
import { runs } from '../runs.ts'
import { harm, hostileText } from './hostile.ts'

const clusters = (text: string): number => Array.from(new Intl.Segmenter().segment(text)).length

describe('what stays', () => {
  test.each([
    ['plain', 'SSH hardening'],
    ['punctuation', '<@U1> *bold* `rm -rf` & "x"'],
    ['Arabic', 'مرحبا بالعالم'],
    ['Hebrew', 'שָׁלוֹם'],
    ['Japanese', '東京リージョン'],
    ['Hindi', 'क्षत्रिय'],
    ['Burmese', 'မြွှေ'],
    ['decomposed é', 'e\u0301'],
    ['Vietnamese, decomposed', 'e\u0302\u0301'],
    ['emoji', '🎉 done'],
    ['joined emoji', '👩‍💻 👨‍👩‍👧‍👦 👩🏽‍🤝‍👨🏻'],
    ['joined emoji without selectors', '❤\u200d🔥 👁\u200d🗨'],
    ['heart with its selector', '❤️'],
    ['text style', '☎\ufe0e'],
    ['keycap', '1️⃣'],
    ['flags', '🇫🇷 🇯🇵 🏳️‍🌈 🏴󠁧󠁢󠁥󠁮󠁧󠁿'],
    ['Arabic number sign, which is visible', '\u0600٤٢'],
  ])('%s', (_name, text) => expect(literal(text)).toBe(text))
})

describe('what is shown as a code point', () => {
  test.each([
    ['escape', 'a\x1b[31mb', 'a⟨U+001B⟩[31mb'],
    ['line feed', 'a\r\nb', 'a⟨U+000D⟩⟨U+000A⟩b'],
    ['tab and null', '\t\0', '⟨U+0009⟩⟨U+0000⟩'],
    ['C1 introducer', '\x9b2J', '⟨U+009B⟩2J'],
    ['override', 'user\u202egpj.exe', 'user⟨U+202E⟩gpj.exe'],
    ['isolates and marks', '\u2066\u200f\u061c', '⟨U+2066⟩⟨U+200F⟩⟨U+061C⟩'],
    ['zero width', 'ad\u200bmin', 'ad⟨U+200B⟩min'],
    ['soft hyphen', 'ad\u00admin', 'ad⟨U+00AD⟩min'],
    ['byte order mark', '\ufeffa', '⟨U+FEFF⟩a'],
    ['joiner between letters', 'a\u200db', 'a⟨U+200D⟩b'],
    ['joiner beside one emoji', '👩\u200d', '👩⟨U+200D⟩'],
    ['selector after a letter', 'a\ufe0f', 'a⟨U+FE0F⟩'],
    ['selector after a digit', '1\ufe0e', '1⟨U+FE0E⟩'],
    ['tags after no flag', 'a\u{e0041}', 'a⟨U+E0041⟩'],
    ['tags that spell no flag', '🏴\u{e0068}\u{e0069}\u{e007f}', '🏴⟨U+E0068⟩⟨U+E0069⟩⟨U+E007F⟩'],
    ['Hangul fillers', '\u3164\u115f\u1160\uffa0', '⟨U+3164⟩⟨U+115F⟩⟨U+1160⟩⟨U+FFA0⟩'],
    ['braille blank', '\u2800', '⟨U+2800⟩'],
    ['Mongolian vowel separator', '\u180e', '⟨U+180E⟩'],
    ['separators', '\u2028\u2029', '⟨U+2028⟩⟨U+2029⟩'],
    ['half a pair', 'a\ud83d', 'a⟨U+D83D⟩'],
    ['private use', '\ue000\u{f0000}', '⟨U+E000⟩⟨U+F0000⟩'],
  ])('%s', (_name, text, shown) => expect(literal(text)).toBe(shown))
})

describe('cutting', () => {
  test('counts what a reader counts', () => {
    expect(literal('abcdef', 6)).toBe('abcdef')
    expect(literal('abcdefg', 6)).toBe('abcde…')
    expect(literal('👩‍💻👩‍💻👩‍💻', 3)).toBe('👩‍💻👩‍💻👩‍💻')
    expect(literal('👩‍💻👩‍💻👩‍💻👩‍💻', 3)).toBe('👩‍💻👩‍💻…')
    expect(literal('e\u0301'.repeat(4), 3)).toBe('e\u0301e\u0301…')
  })
  test('never inside a code point that is written out', () => {
    for (let max = 2; max < 9; max += 1) expect(literal('a\u202eb', max)).toBe('a…')
    expect(literal('a\u202ebc', 10)).toBe('a⟨U+202E⟩…')
  })
  test('keeps three marks of a flood', () => {
    expect(literal(`Z${'\u0301'.repeat(500)}algo`)).toBe(`Z${'\u0301'.repeat(3)}algo`)
  })
  test.each([
    ['letters', 'a'],
    ['overrides', '\u202e'],
    ['marks', '\u0301'],
    ['joined emoji', '👩\u200d'],
    ['Hangul', 'ᄀ'],
    ['conjuncts', 'क्'],
    ['halves', '\ud83d'],
  ])('ten million characters of %s are cut before they are looked at', (_name, unit) => {
    const text = unit.repeat(10_000_000 / unit.length)
    const shown = literal(text)
    expect(shown.endsWith('…')).toBe(true)
    expect(clusters(shown)).toBeLessThanOrEqual(200)
  })
})

describe('for any text', () => {
  const max = fc.integer({ min: 1, max: 60 })
  test('nothing harmful is left', () => {
    fc.assert(
      fc.property(hostileText, max, (text, most) => harm(literal(text, most)) === undefined),
      { numRuns: runs(2_000, 10_000) },
    )
  })
  test('it is no longer than asked', () => {
    fc.assert(
      fc.property(hostileText, max, (text, most) => {
        const shown = literal(text, most)
        expect(clusters(shown)).toBeLessThanOrEqual(most)
        expect(shown.length).toBeLessThanOrEqual(most * 16)
      }),
      { numRuns: runs(600, 3_000) },
    )
  })
  test('doing it twice changes nothing', () => {
    fc.assert(
      fc.property(hostileText, max, (text, most) => {
        const once = literal(text, most)
        expect(literal(once, most)).toBe(once)
      }),
      { numRuns: runs(2_000, 10_000) },
    )
  })
})
