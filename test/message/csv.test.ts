import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvHead, csvRow } from '../../src/message/csv.ts'
import type { Cell, Column, ColumnType } from '../../src/message/table.ts'
import { runs } from '../runs.ts'

const of = (type: ColumnType | undefined, cell: Cell): string =>
  csvRow([{ label: 'A', ...(type && { type }) }], [cell]).replace(/\r\n$/, '')

/** Reads a CSV file as RFC 4180 has it. */
const parsed = (text: string): string[][] => {
  const rows: string[][] = [[]]
  let cell = ''
  let isQuoted = false
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at)
    if (isQuoted) {
      if (char !== '"') cell += char
      else if (text.charAt(at + 1) === '"') cell += text.charAt(++at)
      else isQuoted = false
    } else if (char === '"' && cell === '') isQuoted = true
    else if (char === ',' || (char === '\r' && text.charAt(at + 1) === '\n')) {
      rows.at(-1)?.push(cell)
      cell = ''
      if (char === '\r') {
        rows.push([])
        at++
      }
    } else cell += char
  }
  return rows.slice(0, -1)
}

test('numbers, moments, days and booleans as they came; null as nothing', () => {
  expect(of('integer', '123456789012345678901234567890')).toBe('123456789012345678901234567890')
  expect(of('integer', -5)).toBe('-5')
  expect(of('decimal', '-0.10000000000000000001')).toBe('-0.10000000000000000001')
  expect(of('decimal', '1.50')).toBe('1.50')
  expect(of('decimal', '-1e-7')).toBe('-1e-7')
  expect(of('time', Date.UTC(2026, 10, 30, 8, 15, 0, 7))).toBe('2026-11-30T08:15:00.007Z')
  expect(of('time', '2026-11-30T08:15:00.1234567+01:00')).toBe('2026-11-30T08:15:00.1234567+01:00')
  expect(of('date', '2026-11-30')).toBe('2026-11-30')
  expect([of('boolean', true), of('boolean', false), of('text', null), of('integer', null)]).toEqual([
    'yes',
    'no',
    '',
    '',
  ])
})

test.each([
  ...['=1+1', '+1', '-1', '@SUM(A1)', '\ttext', '\rtext', '\ntext', ' =1', '＝1', '﹦1', '-2+3+cmd|" /C calc"!A0'],
  // After what can't be seen, or is left out.
  ...['\uFEFF=1', '\u200B=1', '\u3000=1', '\u0000=1', '\u202E=1', '\uD800=1', '\u2800=1', '\u115F=1', '"=1', ' " =1'],
])('what a spreadsheet would take for a formula is text: %j', (text) => {
  for (const type of ['text', undefined, 'date', 'time', 'boolean'] as const)
    expect(parsed(`${of(type, text)}\r\n`)).toEqual([[`'${text}`]])
})

test.each([
  ['a;=1+1;', "a;'=1+1;"],
  ['a; \uFEFF@SUM(A1)', "a; \uFEFF'@SUM(A1)"],
  ['a;"=1+1;b', `a;"'=1+1;b`],
  ['a\n-1\r\n+1\t＝1', "a\n'-1\r\n'+1\t'＝1"],
  [';=1', ";'=1"],
  ['\n=1;', "'\n'=1;"],
  ['=1;=1', "'=1;'=1"],
])('nor what it would if it splits at other separators: %j', (text, cell) => {
  for (const type of ['text', undefined, 'date', 'integer'] as const)
    expect(parsed(`${of(type, text)}\r\n`)).toEqual([[cell]])
  expect(parsed(csvHead([{ label: text }]))).toEqual([[cell]])
  // Quoted, for programs that split at several.
  expect(of('text', 'a;b')).toBe('"a;b"')
})

test('what only has separators and signs stays', () => {
  for (const text of ['a - b', 'a=b; c=d', 'a\nb', 'x;;y', 'a "b"; "c"', '2026-11-30; 08:15', 'a "=" b'])
    expect(parsed(`${of('text', text)}\r\n`)).toEqual([[text]])
})

test('a cell of millions of separators, or of what cannot be seen, takes no long time', () => {
  const begun = performance.now()
  for (const one of ['\n', ';', '\u200B', '"', ' ', ';='])
    expect(of('text', `a${one.repeat(1_000_000)}`).length).toBeGreaterThan(1_000_000)
  expect(performance.now() - begun).toBeLessThan(5_000)
})

test('a column of numbers in which a system sends something else is not trusted', () => {
  expect(of('integer', '-1+cmd')).toBe("'-1+cmd")
  expect(of('decimal', '=1')).toBe("'=1")
  expect(of('decimal', '-1')).toBe('-1')
  expect(csvHead([{ label: '=HYPERLINK("x")' }])).toBe(`"'=HYPERLINK(""x"")"\r\n`)
})

test('whatever a cell holds, a reader of CSV finds it again', () => {
  const signs = /(?:^|[;"\s])[^a-zA-Z0-9]*[=+\-@＝＋－＠﹦﹢﹣﹫]|^\s/u
  const cell = fc.string({ unit: 'grapheme' }).filter((text) => !signs.test(text))
  const columns: readonly Column[] = [{ label: 'a', type: 'text' }, { label: 'b' }, { label: 'c', type: 'text' }]
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell, cell), { minLength: 1 }), (rows) => {
      const text = csvHead(columns) + rows.map((row) => csvRow(columns, row)).join('')
      expect(parsed(text)).toEqual([['a', 'b', 'c'], ...rows])
    }),
    { numRuns: runs(100, 2_000) },
  )
})
