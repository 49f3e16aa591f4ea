import { expect, test } from 'vitest'
import type { Message } from '../../src/message/message.ts'
import { cellText, type Table } from '../../src/message/table.ts'
import { toTerminal } from '../../src/message/terminal.ts'
import { toBlocks } from '../../src/slack/blocks/blocks.ts'

test('each type as a person reads it, without losing a digit', () => {
  expect(cellText(2984, { type: 'integer' })).toBe('2,984')
  expect(cellText('12345678901234567890', { type: 'integer' })).toBe('12,345,678,901,234,567,890')
  expect(cellText('-1234', { type: 'integer' })).toBe('-1,234')
  expect(cellText('12e3x', { type: 'integer' })).toBe('12e3x')
  expect(cellText('0.1000000000000000055511151231257827', { type: 'decimal' })).toBe(
    '0.1000000000000000055511151231257827',
  )
  expect(cellText(97.125, { type: 'decimal' })).toBe('97.125')
  expect(cellText(-1004470.05, { type: 'decimal' })).toBe('-1,004,470.05')
  expect(cellText('9007199254740993', { type: 'decimal' })).toBe('9,007,199,254,740,993')
  expect(cellText('1e+21', { type: 'decimal' })).toBe('1e+21')
  expect([cellText(true, { type: 'boolean' }), cellText(false)]).toEqual(['yes', 'no'])
  expect([cellText(null, { type: 'text' }), cellText('', { type: 'text' }), cellText(undefined)]).toEqual([
    '–',
    '–',
    '–',
  ])
  expect([null, '', undefined].map((cell) => cellText(cell, { type: 'text', nulls: true }))).toEqual(['null', '–', '–'])
  expect(cellText(Date.UTC(2026, 10, 30, 8, 15), { type: 'time' })).toBe('2026-11-30 08:15 UTC')
  expect(cellText('2026-11-30T09:15:00+01:00', { type: 'time' })).toBe('2026-11-30 08:15 UTC')
  expect(cellText('2026-11-30T09:15:00', { type: 'time' })).toBe('2026-11-30T09:15:00')
  expect(cellText('never, or not said', { type: 'time' })).toBe('never, or not said')
  expect(cellText('2026-11-30', { type: 'date' })).toBe('2026-11-30')
  expect(cellText('a\u202Eb', { type: 'text' })).toBe('a⟨U+202E⟩b')
  expect(cellText(97.125)).toBe('97.13')
})

const table: Table = {
  columns: [
    { label: 'Name', type: 'text' },
    { label: 'Many', type: 'integer' },
    { label: 'Share', type: 'decimal' },
    { label: 'At', type: 'time' },
    { label: 'On', type: 'boolean' },
  ],
  rows: [
    ['one', '12345678901234567890', '0.10', Date.UTC(2026, 10, 30, 8, 15), true],
    ['two', null, null, null, null],
  ],
  total: 2,
}
const message: Message = { tone: 'answer', title: 'Two', table }

test('at a terminal numbers stand right, and moments are of the reader’s zone', () => {
  const lines = toTerminal(message, { zone: 'Asia/Tokyo' }).split('\n').slice(2)
  expect(lines).toEqual([
    'Name                        Many  Share  At                      On',
    '────  ──────────────────────────  ─────  ──────────────────────  ───',
    'one   12,345,678,901,234,567,890   0.10  2026-11-30 17:15 GMT+9  yes',
    'two                            –      –  –                       –',
  ])
})

test('in Slack numbers stand right, and a moment is of the reader’s clock', () => {
  const shown = toBlocks(message, { id: 'x' }).blocks.find(({ type }) => type === 'table')
  expect(shown).toMatchObject({
    rows: [
      [{}, {}, {}, {}, {}],
      [
        { text: 'one' },
        { text: '12,345,678,901,234,567,890' },
        { text: '0.10' },
        { type: 'rich_text', elements: [{ elements: [{ type: 'date', timestamp: 1_796_026_500 }] }] },
        { text: 'yes' },
      ],
      [{ text: 'two' }, { text: '–' }, { text: '–' }, { text: '–' }, { text: '–' }],
    ],
    column_settings: [{ align: 'left' }, { align: 'right' }, { align: 'right' }, { align: 'left' }, { align: 'left' }],
  })
})
