import { checkBlocks } from 'local-slack/blocks'
import { describe, expect, test } from 'vitest'
import type { Message } from '../../../src/message/message.ts'
import { toBlocks } from '../../../src/slack/blocks/blocks.ts'
import { disable, failing } from '../../message/examples.ts'
import { sketch } from './sketch.ts'

const lines = (message: Partial<Message>, run?: string): string[] => {
  const rendered = toBlocks({ tone: 'answer', title: 'A title', ...message }, { id: 'p_1:3', ...(run && { run }) })
  expect(checkBlocks(rendered.blocks)).toEqual([])
  return sketch(rendered).split('\n').slice(2)
}
const times = <T>(n: number, one: (at: number) => T): T[] => Array.from({ length: n }, (_, at) => one(at))
const prose = 'All that can be said of it is said here, and more than that. '.repeat(8)

describe('what is left out is said', () => {
  test('of a list: items that were not given, and those that found no room', () => {
    const list = { title: 'Nodes', items: ['a', { name: 'b', text: 'down' }], total: 1014 }
    expect(lines({ lists: [list] }).slice(2)).toEqual(['**Nodes**', '• a', '• **b**: down', '… and 1,012 more'])
    const said = lines({ lists: [{ title: 'Nodes', items: times(300, (at) => `${at} ${prose}`), total: 400 }] })
    const shown = said.filter((line) => line.startsWith('•')).length
    expect(shown).toBeGreaterThan(10)
    expect(said.at(-1)).toBe(`… and ${400 - shown} more`)
  })
  test('of what was printed: its spaces stay, and what finds no room is counted', () => {
    expect(lines({ output: ['E| ok     SSH', '<!here> *a*'] }).slice(2)).toEqual(['E| ok     SSH', '<!here> *a*'])
    const said = lines({ output: times(300, (at) => `${at} ${prose}`) })
    const shown = said.filter((line) => line.includes('All that can')).length
    expect(shown).toBeGreaterThan(10)
    expect(said.at(-1)).toBe(`… and ${300 - shown} more lines, too much for one message`)
  })
  test('of many lists', () => {
    const said = lines({ lists: times(40, (at) => ({ title: `List ${at}`, items: ['x'] })) })
    expect(said.at(-1)).toBe(
      '… and 32 more lists, too much for one message: List 8, List 9, List 10, List 11, List 12, List 13, List 14, List 15',
    )
    expect(said).toContain('**List 7**')
  })
  test('of fields, changes and notes', () => {
    const fields = times(300, (at) => ({ label: `Field ${at}`, value: prose }))
    expect(lines({ fields }).at(-1)).toMatch(/^… and 2\d\d more fields, too much for one message$/)
    const diff = times(50, (at) => ({ field: `Field ${at}`, before: prose, after: `no ${prose}` }))
    expect(lines({ diff }).at(-1)).toMatch(/^… and \d\d more changes, too much for one message$/)
    expect(lines({ notes: times(100, () => prose) }).at(-1)).toMatch(
      /^… and \d\d more notes, too much for one message\)$/,
    )
  })
  test('of a text that is too long', () => {
    const said = lines({
      lead: prose.repeat(20),
      notes: times(100, () => prose),
      asked: { by: 'Ana', line: prose.repeat(20) },
    })
    expect(said[0]).toMatch(/^\*\*Ana\*\*: ‹\/All that .+…›$/)
    expect(said[4]).toMatch(/^All that .+…$/)
  })
  test('of a title that no header holds nothing: it is in full, once', () => {
    const title = `Disable “${'x'.repeat(180)}” on rudder/prod?`
    const said = lines({ title })
    expect(said[0]).toBe(`**${title}**`)
    expect(said.filter((line) => line.includes('xxx'))).toHaveLength(1)
  })
})

describe('a table', () => {
  const columns = [{ label: 'Node' }, { label: 'Errors' }]
  test('says how many rows and columns it leaves out, before it', () => {
    const table = { columns, rows: times(240, (at) => [`node-${at}`, at]), total: 300 }
    const said = lines({ table }).slice(2)
    expect(said[0]).toBe('(Table: 99 of 300 rows)')
    expect(said).toHaveLength(2 + 1 + 1 + 99)
    const wide = { columns: times(300, (at) => ({ label: `${at}` })), rows: [times(300, (at) => at)], total: 1 }
    expect(lines({ table: wide })[2]).toBe('(20 of 300 columns)')
    const both = { ...wide, rows: times(100, () => times(300, () => 'some words in it')), total: 100 }
    expect(lines({ table: both })[2]).toBe('(Table: 29 of 100 rows · 20 of 300 columns)')
  })
  test('puts numbers to the right, a dash where there is nothing, and cuts long cells', () => {
    const rows = [['a', 2984], [null, null], ['', 0], ['x'.repeat(200), -1], ['short']]
    const said = lines({ table: { columns, rows, total: 5 } }).slice(2)
    expect(said).toEqual([
      'left | right',
      'Node | Errors',
      'a | 2,984',
      '– | –',
      '– | 0',
      `${'x'.repeat(149)}… | -1`,
      'short | –',
    ])
  })
  test('without rows is a word', () => {
    expect(lines({ table: { columns, rows: [], total: 0 } }).at(-1)).toBe('(No rows)')
    expect(lines({ table: { columns, rows: [], total: 7 } }).at(-1)).toBe('(Table: 0 of 7 rows)')
    expect(lines({ table: { columns: [], rows: [['x']], total: 1 } })).toHaveLength(1)
  })
})

test('the title, the buttons and where it comes from are never cut', () => {
  const much: Partial<Message> = {
    ...disable,
    lead: prose.repeat(10),
    fields: times(300, () => ({ label: prose, value: prose })),
    diff: times(100, () => ({ field: prose, before: prose, after: prose })),
    lists: times(60, () => ({ title: prose, items: times(100, () => prose) })),
    ...(failing.table && { table: failing.table }),
    notes: times(100, () => prose),
    next: times(40, () => `rudder ${prose}`),
  }
  const said = lines(much, 'r_1')
  for (const kept of [
    '# ? Disable “SSH hardening” on prod?',
    '[Disable on 41 nodes] confirm=7F3K9, danger',
    '[Cancel] cancel=7F3K9',
    'jump-01.lyon2.acme.net | 2,984 | SSH hardening | 14:01:12',
  ]) {
    expect(said).toContain(kept)
  }
  expect(said.at(-1)).toBe(
    '(⟪<!date^1763647327^Read {date_short_pretty} at {time_secs}|Read 14:02:07 UTC>⟫ · Rudder API 21 ⟪· <https://rudder.acme.net/rudder|Open in Rudder>⟫ · proposal 7F3K9)',
  )
})

test('each block has an id of this post and version, and of its own', () => {
  const ids = (id: string) => toBlocks(disable, { id }).blocks.map(({ block_id }) => block_id)
  expect(ids('p_1:3').slice(0, 2)).toEqual(['p_1:3:0', 'p_1:3:1'])
  expect(ids('p_1:4')).not.toContain('p_1:3:0')
  expect(new Set(ids('x'.repeat(500))).size).toBe(ids('p').length)
})

test('a column with a long cell is wrapped: Slack shows one line of it otherwise', () => {
  const table = {
    columns: [{ label: 'About' }, { label: 'What was found' }],
    rows: [['reader', 'It can do what is declared for it, and nothing more was found.']],
    total: 1,
  }
  const { blocks } = toBlocks({ tone: 'answer', title: 'A title', table }, { id: 'p_1:3' })
  const [shown] = blocks.filter(({ type }) => type === 'table')
  expect(shown?.column_settings).toEqual([{ align: 'left' }, { align: 'left', is_wrapped: true }])
})
