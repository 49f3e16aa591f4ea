import { stripVTControlCharacters } from 'node:util'
import fc from 'fast-check'
import stringWidth from 'string-width'
import { describe, expect, test } from 'vitest'
import type { Message } from '../../src/message/message.ts'
import { toTerminal } from '../../src/message/terminal.ts'
import { runs } from '../runs.ts'
import { harm, hostileText, messageOf, stringsIn } from './hostile.ts'

const minimal: Message = { tone: 'answer', title: 'Nothing to do' }
const body = (message: Partial<Message>, width = 80): string[] =>
  toTerminal({ ...minimal, ...message }, { width })
    .split('\n')
    .slice(2)

test('a title is enough', () => expect(toTerminal(minimal)).toBe('Nothing to do'))

test('each outcome has its word', () => {
  const first = (tone: Message['tone']): string => toTerminal({ tone, title: 'Disable x' })
  expect(first('failed')).toBe('✗ Not applied: Disable x')
  expect(first('awaiting validation')).toBe('⌛ Awaiting validation: Disable x')
  expect(first('unknown')).toBe('⚠ Outcome unknown: Disable x')
  expect(toTerminal({ tone: 'failed', title: 'Not applied: x' })).toBe('✗ Not applied: x')
})

test('every time is by the clock of the reader', () => {
  const said = toTerminal(
    {
      tone: 'waiting',
      title: 'Disable x?',
      lead: 'Open until 23:15:00 UTC (15 min).',
      fields: [{ label: 'Last run', value: '2026-11-21 23:10 UTC' }],
      notes: ['It stays open until 23:15:00 UTC.'],
      output: ['23:00:00 UTC ok'],
      expires: Date.UTC(2026, 10, 21, 23, 15),
      provenance: { readAt: Date.UTC(2026, 10, 21, 23), source: 'Rudder API 21' },
    },
    { zone: 'Europe/Paris' },
  )
  expect(said).toContain('Open until 00:15:00 CET (15 min).')
  expect(said).toContain('2026-11-22 00:10 CET')
  expect(said).toContain('It stays open until 00:15:00 CET.')
  expect(said).toContain('Read 00:00:00 CET')
  // What was printed stays as it is.
  expect(said).toContain('23:00:00 UTC ok')
})

test('a quoted line is typed without a slash', () => {
  const asked = { by: 'Ana', line: 'rudder rules' }
  const said = (lead: string) =>
    toTerminal({ ...minimal, asked, lead })
      .split('\n')
      .at(-1)
  expect(said('“/rudder rules” lists them, “/cox help rules” helps.')).toBe(
    '“rudder rules” lists them, “cox help rules” helps.',
  )
  expect(said('The rule “/boot” and “/rudder/x” keep theirs.')).toBe('The rule “/boot” and “/rudder/x” keep theirs.')
})

test('numbers end in one column, unless a value is none', () => {
  const fields = [
    { label: 'In error', value: '31 nodes' },
    { label: 'All', value: '2,984 nodes' },
    { label: 'Pending', value: '–' },
  ]
  expect(body({ fields })).toEqual(['In error     31 nodes', 'All       2,984 nodes', 'Pending       –'])
  expect(body({ fields: [...fields, { label: 'Mode', value: 'audit' }] })[0]).toBe('In error  31 nodes')
})

test('a change that fits no line is shown one below the other', () => {
  expect(body({ diff: [{ field: 'Enabled', before: 'yes', after: '' }] })).toEqual(['Enabled  yes → (empty)'])
  expect(body({ diff: [{ field: 'Tags', before: 'linux dmz', after: 'linux dmz pci' }] }, 28)).toEqual([
    'Tags  from linux dmz',
    '      to   linux dmz pci',
  ])
})

test('what was printed keeps its spaces, and moves no cursor', () => {
  expect(body({ output: ['E| ok     SSH', 'a\u001b[2J'] })).toEqual(['  E| ok     SSH', '  a⟨U+001B⟩[2J'])
})

test('a list says how many it leaves out', () => {
  expect(body({ lists: [{ title: 'Nodes', items: ['a', { name: 'b', text: 'down' }], total: 1014 }] })).toEqual([
    'Nodes',
    '  • a',
    '  • b: down',
    '  … and 1,012 more',
  ])
})

describe('a table', () => {
  const columns = [{ label: 'Node' }, { label: 'Errors' }, { label: 'Rule' }]
  const rows = [
    ['東京-01', 2984, 'SSH hardening'],
    ['web-115', null, 'NTP'],
  ]
  test('aligns numbers right and says how many rows there are', () => {
    expect(body({ table: { columns, rows, total: 400 } })).toEqual([
      'Node     Errors  Rule',
      '───────  ──────  ─────────────',
      '東京-01   2,984  SSH hardening',
      'web-115       –  NTP',
      '2 of 400 rows',
    ])
  })
  test('cuts words, never numbers or names', () => {
    expect(body({ table: { columns, rows, total: 2 } }, 26)[2]).toBe('東京-01   2,984  SSH hard…')
  })
  test('becomes blocks where the columns do not fit', () => {
    expect(body({ table: { columns, rows, total: 400 } }, 20)).toEqual([
      'Node    東京-01',
      'Errors  2,984',
      'Rule    SSH',
      '        hardening',
      '',
      'Node    web-115',
      'Errors  –',
      'Rule    NTP',
      '',
      '2 of 400 rows',
    ])
  })
  test('without rows says so', () => {
    expect(body({ table: { columns, rows: [], total: 0 } }).at(-1)).toBe('no rows')
    expect(body({ table: { columns, rows: [], total: 7 } }).at(-1)).toBe('0 of 7 rows')
  })
})

test('lines to be copied are never broken', () => {
  const line = `rudder rule disable ${'x y '.repeat(60)}z`
  const lines = toTerminal({ ...minimal, asked: { by: 'Ana', line }, connection: 'rudder/prod', next: [line] }).split(
    '\n',
  )
  expect(lines[0]).toBe(`Ana: ${line}`)
  expect(lines[1]).toBe('on rudder/prod')
  expect(lines.at(-1)).toBe(`Next: ${line}`)
})

test('only web addresses are linked', () => {
  const provenance = { readAt: 0, source: 'Rudder', link: 'javascript:alert(1)' }
  expect(body({ provenance })).toEqual(['Read 00:00:00 UTC · Rudder'])
})

test('choices are listed only when asked for', () => {
  const actions = [{ does: 'confirm', proposal: 'p', label: 'Disable on 41 nodes' }] as const
  expect(toTerminal({ ...minimal, actions })).not.toContain('Disable')
  expect(toTerminal({ ...minimal, actions }, { actions: true })).toContain('You can: Disable on 41 nodes')
})

describe('for any message', () => {
  const width = fc.integer({ min: 20, max: 200 })
  test('no hostile text gets out (thousands of strings)', () => {
    let strings = 0
    fc.assert(
      fc.property(messageOf(hostileText), width, fc.boolean(), (message, wide, actions) => {
        strings += stringsIn(message).length
        const plain = toTerminal(message, { width: wide, actions })
        for (const line of plain.split('\n')) expect(harm(line)).toBeUndefined()
      }),
      { numRuns: runs(120, 600) },
    )
    expect(strings).toBeGreaterThan(runs(2_000, 10_000))
  })

  test('colour adds nothing but colour', () => {
    fc.assert(
      fc.property(messageOf(hostileText), width, (message, wide) => {
        const plain = toTerminal(message, { width: wide })
        const painted = toTerminal(message, { width: wide, color: true })
        expect(painted.replace(/\x1b\[\d{1,2}m/g, '')).toBe(plain)
        expect(stripVTControlCharacters(plain)).toBe(plain)
      }),
      { numRuns: runs(40, 200) },
    )
  })

  test('no line is wider than the terminal, but those to be copied', () => {
    const word = fc.constantFrom(
      'a',
      'node',
      'SSH',
      '2,984',
      '東京',
      '👩‍💻',
      'مرحبا',
      '東京リージョンのサーバー群',
      'e\u0301t\u0301',
    )
    const words = fc.array(word, { minLength: 1, maxLength: 30 }).map((list) => list.join(' '))
    fc.assert(
      fc.property(messageOf(words), fc.integer({ min: 40, max: 200 }), (message, wide) => {
        const {
          asked: _asked,
          next: _next,
          provenance: _provenance,
          output: _output,
          verbatim: _verbatim,
          ...rest
        } = message
        const lines = toTerminal(rest, { width: wide, actions: true }).split('\n')
        // The connection alone is a line to be copied too.
        for (const line of rest.connection === undefined ? lines : lines.slice(1)) {
          expect(stringWidth(line), line).toBeLessThanOrEqual(wide)
        }
      }),
      { numRuns: runs(40, 200) },
    )
  })

  test('no line ends with a space', () => {
    fc.assert(
      fc.property(messageOf(fc.constantFrom('a', 'two words', '東京')), width, (message, wide) => {
        for (const line of toTerminal(message, { width: wide }).split('\n')) expect(line).toBe(line.trimEnd())
      }),
      { numRuns: runs(40, 200) },
    )
  })
})
