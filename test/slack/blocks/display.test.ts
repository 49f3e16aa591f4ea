import { describe, expect, test } from 'vitest'
import type { List, Message } from '../../../src/message/message.ts'
import { slackDisplay } from '../../../src/slack/blocks/display.ts'

const message = (lists: readonly List[], more: Partial<Message> = {}): Message => ({
  tone: 'waiting',
  title: 'Accept?',
  connection: 'rudder/prod',
  asked: { by: 'Ana', line: 'rudder request 1' },
  ...more,
  lists,
})
const items = (count: number, text = 'yes → no') =>
  Array.from({ length: count }, (_, at) => ({ name: `Part ${at}`, text }))
const list = (count: number, text?: string): List => ({ title: 'Rule “A”: changed', items: items(count, text) })

describe('lists are shown whole', () => {
  test.each<readonly [string, readonly List[]]>([
    ['none', []],
    ['one with names, and items without', [{ title: 'T', items: [{ name: 'N', text: 'x' }, 'alone', ''] }]],
    ['a name alone', [{ title: 'T', items: [{ name: 'N', text: '' }] }]],
    ['eight of them', Array.from({ length: 8 }, () => list(3))],
    [
      'the longest title, name and text',
      [{ title: 't'.repeat(200), items: [{ name: 'n'.repeat(200), text: 'x'.repeat(500) }] }],
    ],
    ['what cannot be seen is written out', [{ title: 'T', items: ['a\u202eb', 'line\nline', '"quoted" \\'] }]],
    ['many short items', [list(60)]],
  ])('%s', (_, lists) => {
    expect(slackDisplay.showsLists(message(lists))).toBe(true)
  })
})

describe('lists are not shown whole', () => {
  test.each<readonly [string, readonly List[]]>([
    ['a title that is cut', [{ title: 't'.repeat(201), items: ['x'] }]],
    ['a name that is cut', [{ title: 'T', items: [{ name: 'n'.repeat(201), text: 'x' }] }]],
    ['a text that is cut', [{ title: 'T', items: ['x'.repeat(501)] }]],
    ['a text that is cut because of how it must be written', [{ title: 'T', items: ['\u202e'.repeat(100)] }]],
    ['more items than are prepared', [list(151)]],
    ['more than a message weighs', [list(100, 'x'.repeat(200))]],
    ['more lists than are shown', Array.from({ length: 9 }, () => list(1))],
    ['lists of which only the first have room', Array.from({ length: 8 }, () => list(30, 'x'.repeat(100)))],
    ['one whose rest looks like the next', [list(151), list(151)]],
  ])('%s', (_, lists) => {
    expect(slackDisplay.showsLists(message(lists))).toBe(false)
  })

  test('where something beside them is left out', () => {
    const notes = Array.from({ length: 40 }, () => 'x'.repeat(1_000))
    expect(slackDisplay.showsLists(message([list(3)], { notes }))).toBe(false)
  })
})
