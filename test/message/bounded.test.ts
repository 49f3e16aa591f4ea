import { expect, test } from 'vitest'
import type { Message } from '../../src/message/message.ts'
import { toTerminal } from '../../src/message/terminal.ts'
import { toBlocks } from '../../src/slack/blocks/blocks.ts'

const many = <T>(one: T): T[] => new Array<T>(100_000).fill(one)

/** Each text is read through an accessor, so that the work is counted and not timed. */
const counted = () => {
  let reads = 0
  const value = { label: 'Node', get value() { reads += 1; return '👩‍💻'.repeat(50) } } // biome-ignore format: one thing
  return { value, reads: () => reads }
}

const huge = (fields: Message['fields']): Message => ({
  tone: 'answer',
  title: 'x'.repeat(5_000_000),
  ...(fields && { fields }),
  lists: many({ title: 'List', items: many('an item') }).slice(0, 1_000),
  table: { columns: many({ label: 'Column' }).slice(0, 300), rows: many(many('cell').slice(0, 300)), total: 100_000 },
  notes: many('a note'),
  output: many('a line'),
})

test('of a message with a hundred thousand of everything only a beginning is looked at, and the rest is counted', () => {
  const { value, reads } = counted()
  const shown = toTerminal(huge(many(value)), { width: 100 })
  expect(reads()).toBeLessThan(2_000)
  expect(shown.length).toBeLessThan(300_000)
  expect(shown).toMatch(
    /Too much to show: [\d,]+ fields, [\d,]+ lists, 250 columns, [\d,]+ lines, [\d,]+ notes are left out\./,
  )
  expect(shown).toMatch(/[\d,]+ of 100,000 rows/)
  expect(shown).toMatch(/and [\d,]+ more/)
})

test('in Slack as well', () => {
  const { value, reads } = counted()
  const shown = JSON.stringify(toBlocks(huge(many(value)), { id: 'p:1' }))
  expect(reads()).toBeLessThan(2_000)
  expect(shown.length).toBeLessThan(100_000)
  expect(shown).toMatch(/and 99,\d\d\d more fields, too much for one message/)
  expect(shown).toMatch(/of 100,000 rows/)
})
