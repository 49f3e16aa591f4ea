import { checkBlocks } from 'local-slack/blocks'
import { describe, expect, test } from 'vitest'
import type { Action, Message } from '../../../src/message/message.ts'
import { toBlocks } from '../../../src/slack/blocks/blocks.ts'
import { sketch } from './sketch.ts'

const buttons = (message: Partial<Message>, run?: string): string[] => {
  const rendered = toBlocks({ tone: 'answer', title: 'A title', ...message }, { id: 'p_1:3', ...(run && { run }) })
  expect(checkBlocks(rendered.blocks)).toEqual([])
  return sketch(rendered)
    .split('\n')
    .filter((line) => line.startsWith('[') || line.includes('‹') || line.startsWith('…'))
}
const action = (label: string, more: Partial<Action> = {}): Action => ({
  does: 'confirm',
  proposal: 'p',
  label,
  ...more,
})

describe('what decides a proposal', () => {
  test('has the colour of what it does', () => {
    expect(buttons({ actions: [action('Disable on 41 nodes', { danger: true })] })).toEqual([
      '[Disable on 41 nodes] confirm=p, danger',
    ])
    expect(buttons({ actions: [action('Enable on 41 nodes')] })).toEqual(['[Enable on 41 nodes] confirm=p, primary'])
    expect(buttons({ actions: [action('Drop the word')] })).toEqual(['[Drop the word] confirm=p, primary'])
    expect(buttons({ actions: [action('Undo', { does: 'undo' }), action('Cancel', { does: 'cancel' })] })).toEqual([
      '[Undo] undo=p',
      '[Cancel] cancel=p',
    ])
  })
  test('asks once more where it is told to', () => {
    const dialog = { title: 'Enable on 400 nodes?', text: 'More than 50 nodes: “SSH hardening” on rudder/prod.' }
    expect(buttons({ actions: [action('Enable on 400 nodes', { dialog })] })).toEqual([
      '[Enable on 400 nodes] confirm=p, danger, asks: Enable on 400 nodes? / More than 50 nodes: “SSH hardening” on rudder/prod. / Enable on 400 nodes / Go back',
    ])
  })
  test('is spoken in full', () => {
    const spoken = 'Disable SSH hardening on rudder/prod, 41 nodes'
    expect(buttons({ actions: [action('Disable', { danger: true, spoken })] })).toEqual([
      `[Disable] confirm=p, danger, spoken: ${spoken}`,
    ])
  })
  test('what is rarely needed is in a menu behind the others, which says what it does', () => {
    const rare = (label: string, does: Action['does']) => action(label, { does, proposal: 'a', isRare: true })
    const actions = [rare('Read again now', 'watch-test'), action('Mine', { does: 'on-it' })]
    const { blocks } = toBlocks({ tone: 'answer', title: 'An alert', actions }, { id: 'a:1' })
    expect(checkBlocks(blocks)).toEqual([])
    const [row] = blocks.flatMap(({ type, elements }) => (type === 'actions' ? [elements] : []))
    expect(row).toMatchObject([
      { type: 'button', action_id: 'on-it' },
      { type: 'overflow', action_id: 'menu', options: [{ value: 'watch-test:a' }] },
    ])
    const many = Array.from({ length: 60 }, (_, at) => action(`${at}`))
    const all = buttons({ actions: [...many, ...actions] })
    expect(all.slice(-2)).toEqual(['[⋯] Read again now', '… and 38 more choices, too much for one message'])
    expect(all).toHaveLength(25)
  })
  test('twice the same, or too many', () => {
    expect(buttons({ actions: [action('A'), action('B', { proposal: 'q' })] })).toEqual([
      '[A] confirm=p, primary',
      '[B] confirm:1=q, primary',
    ])
    const many = buttons({ actions: Array.from({ length: 60 }, (_, at) => action(`${at}`)) })
    expect(many).toHaveLength(25)
    expect(many.at(-1)).toBe('… and 36 more choices, too much for one message')
  })
})

test('a form is asked for where there is a run that waits for it', () => {
  const form = { title: 'Values', button: 'Enter values', fields: [] }
  expect(buttons({ form, tone: 'error' }, 'r_1')).toEqual(['[Enter values] form=r_1, primary'])
  expect(buttons({ form }, 'r_1')).toEqual(['[Enter values] form=r_1'])
  expect(buttons({ form })).toEqual([])
})

describe('what to do next', () => {
  test('with a run can be pressed, at most five, and the rest typed', () => {
    const next = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => `rudder node ${name.toUpperCase()}`)
    expect(buttons({ next }, 'r_1')).toEqual([
      ...['A', 'B', 'C', 'D', 'E'].map(
        (name, at) => `[/rudder node ${name}] next:${at}=r_1, spoken: /rudder node ${name}`,
      ),
      'Or type: ‹/rudder node F›',
      '‹/rudder node G›',
    ])
  })
  test('without one is typed', () => {
    expect(buttons({ next: ['rudder silent', '/rudder failing'] })).toEqual([
      'Next: ‹/rudder silent›',
      '‹/rudder failing›',
    ])
  })
  test('is worded as it is told', () => {
    expect(buttons({ next: ['rudder request show 1'], labels: ['Show request 1'] }, 'r_1')).toEqual([
      '[Show request 1] next:0=r_1, spoken: /rudder request show 1',
    ])
  })
  test.for<[string[], string[]]>([
    [
      ['Show silent nodes', 'Show silent nodes'],
      ['Show silent nodes', 'Show silent nodes (2)'],
    ],
    [
      ['Disable', 'Cancel'],
      ['Disable (2)', 'Cancel'],
    ],
    [
      [`Show ${'x'.repeat(80)}1`, `Show ${'x'.repeat(80)}2`],
      [`Show ${'x'.repeat(69)}…`, `Show ${'x'.repeat(65)}… (2)`],
    ],
  ])('no two buttons are alike: %s', ([labels, shown]) => {
    const actions = [
      action('Disable', { spoken: 'Disable SSH', danger: true }),
      action('Remind', { spoken: 'Disable SSH' }),
    ]
    const next = labels.map(() => 'rudder silent')
    const { blocks } = toBlocks({ tone: 'answer', title: 'x', actions, next, labels }, { id: 'p', run: 'r' })
    const elements = blocks
      .filter(({ type }) => type === 'actions')
      .flatMap((block) => block.elements as { text: { text: string }; accessibility_label: string }[])
    expect(elements.slice(2).map(({ text }) => text.text)).toEqual(shown)
    expect(elements.map((one) => one.accessibility_label)).toEqual([
      'Disable SSH',
      'Disable SSH (2)',
      '/rudder silent',
      '/rudder silent (2)',
    ])
  })
})
