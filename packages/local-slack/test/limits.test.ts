import { describe, expect, test } from 'vitest'
import { checkBlocks, checkText, checkView, LIMITS } from '../src/kit/check.ts'
import { sample, type Tried } from './sample.ts'

const check = (tried: Tried): string[] => {
  if ('text' in tried) return checkText(tried.text)
  return 'view' in tried ? checkView(tried.view) : checkBlocks(tried.blocks)
}
const plain = (text: string) => ({ type: 'plain_text', text })
const header = (text: unknown) => [{ type: 'header', text }]

describe('every limit is enforced, and says where it is written', () => {
  for (const [name, { max, source }] of Object.entries(LIMITS)) {
    test(`${name}: ${max}`, () => {
      const make = sample[name as keyof typeof LIMITS]
      expect(check(make(max))).toEqual([])
      expect(check(make(max + 1))).toEqual([expect.stringMatching(/^\[ERROR\] .+ \[json-pointer:\/\w.*\]$/)])
      expect(source).toMatch(/docs\.slack\.dev|github\.com|@slack\/types/)
    })
  }
})

describe("in Slack's own words", () => {
  test.for<[string, unknown, string[]]>([
    [
      'too long',
      header(plain('x'.repeat(151))),
      ['must be less than 151 characters [json-pointer:/blocks/0/text/text]'],
    ],
    ['empty', header(plain('')), ['must be more than 0 characters [json-pointer:/blocks/0/text/text]']],
    ['blank', header(plain('  ')), ['must be more than 0 characters [json-pointer:/blocks/0/text/text]']],
    [
      'another kind of text',
      header({ type: 'mrkdwn', text: 'x' }),
      ['unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]'],
    ],
    ['missing', [{ type: 'header' }], ['missing required field: text [json-pointer:/blocks/0]']],
    ['not an object', header('x'), ['must provide an object [json-pointer:/blocks/0/text]']],
    ['not a list', { type: 'header' }, ['must provide an array [json-pointer:/blocks]']],
    ['nothing', undefined, ['missing required field: blocks [json-pointer:/]']],
    [
      'a block unknown',
      [{ type: 'alert', text: plain('x') }],
      ['unsupported type: alert [json-pointer:/blocks/0/type]'],
    ],
    ['a block without type', [{}], ['missing required field: type [json-pointer:/blocks/0/type]']],
    [
      'more than there is',
      [{ type: 'divider', a: 1, b: 2 }],
      [
        'invalid additional property: a [json-pointer:/blocks/0]',
        'invalid additional property: b [json-pointer:/blocks/0]',
      ],
    ],
    [
      'too many',
      Array.from({ length: 51 }, () => ({ type: 'divider' })),
      ['no more than 50 items allowed [json-pointer:/blocks]'],
    ],
    [
      'too few',
      [{ type: 'actions', elements: [] }],
      ['must provide at least 1 items [json-pointer:/blocks/0/elements]'],
    ],
    [
      'no such style',
      [{ type: 'actions', elements: [{ type: 'button', text: plain('x'), style: 'red' }] }],
      ['must be a valid enum value [json-pointer:/blocks/0/elements/0/style]'],
    ],
    ['a section of nothing', [{ type: 'section' }], ['must define `text` or `fields` [json-pointer:/blocks/0]']],
    [
      'a moment that is none',
      [
        {
          type: 'rich_text',
          elements: [{ type: 'rich_text_section', elements: [{ type: 'date', timestamp: 1.5, format: '{time}' }] }],
        },
      ],
      ['must provide an integer [json-pointer:/blocks/0/elements/0/elements/0/timestamp]'],
    ],
    [
      'an empty cell',
      [{ type: 'table', rows: [[{ type: 'raw_text', text: '' }]] }],
      ['must be more than 0 characters [json-pointer:/blocks/0/rows/0/0/text]'],
    ],
  ])('%s', ([, blocks, said]) => {
    expect(checkBlocks(blocks)).toEqual(said.map((one) => `[ERROR] ${one}`))
  })

  test('a block_id or an action_id that is there already', () => {
    const button = { type: 'button', text: plain('x'), action_id: 'a' }
    expect(
      checkBlocks([
        { type: 'divider', block_id: 'b' },
        { type: 'divider', block_id: 'b' },
      ]),
    ).toEqual(['[ERROR] `block_id` "b" already exists [json-pointer:/blocks/1/block_id]'])
    expect(checkBlocks([{ type: 'actions', elements: [button, button] }])).toEqual([
      '[ERROR] `action_id` "a" already exists [json-pointer:/blocks/0/elements/1/action_id]',
    ])
    const apart = [button, button].map((element) => ({ type: 'actions', elements: [element] }))
    expect(checkBlocks(apart)).toEqual([])
  })

  test('all blocks together', () => {
    const table = { type: 'table', rows: [[{ type: 'raw_text', text: 'x' }]] }
    expect(checkBlocks([table, table])).toEqual(['[ERROR] only_one_table_allowed [json-pointer:/attachments]'])
    const long = { type: 'section', text: plain('x'.repeat(3000)) }
    expect(checkBlocks([long, long, long, long, long])).toEqual(['[ERROR] msg_blocks_too_long [json-pointer:/blocks]'])
  })
})

describe('views', () => {
  const input = { type: 'input', label: plain('x'), element: { type: 'plain_text_input' } }
  const modal = { type: 'modal', title: plain('x'), blocks: [input] }
  test('what asks needs something to press', () => {
    expect(checkView(modal)).toEqual([
      '[ERROR] must define `submit` to use an `input` block in modals [json-pointer:/view/blocks/0/input]',
    ])
    expect(checkView({ ...modal, submit: plain('Go on') })).toEqual([])
    expect(checkView({ type: 'home', blocks: [input] })).toEqual([])
  })
  test('a title is short, a table is for messages, an id is there once', () => {
    expect(checkView({ ...modal, blocks: [], title: plain('x'.repeat(25)) })).toEqual([
      '[ERROR] must be less than 25 characters [json-pointer:/view/title/text]',
    ])
    expect(checkView({ type: 'home', blocks: [{ type: 'markdown', text: 'x' }] })).toEqual([
      '[ERROR] unsupported type: markdown [json-pointer:/view/blocks/0/type]',
    ])
    const blocks = [
      { type: 'divider', block_id: 'b' },
      { type: 'divider', block_id: 'b' },
    ]
    expect(checkView({ type: 'home', blocks })).toEqual([
      '[ERROR] `block_id` "b" already exists [json-pointer:/view/blocks/1/block_id]',
    ])
    expect(checkView(3)).toEqual(['[ERROR] must provide an object [json-pointer:/view]'])
  })
})

test('text', () => {
  expect(checkText('x')).toEqual([])
  expect(checkText(' ')).toEqual(['[ERROR] no_text [json-pointer:/text]'])
  expect(checkText(undefined)).toEqual(['[ERROR] must provide a string [json-pointer:/text]'])
  expect(checkText('x'.repeat(4001))).toEqual(['[ERROR] msg_too_long [json-pointer:/text]'])
})
