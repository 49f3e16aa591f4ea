import { checkView } from 'local-slack/blocks'
import { describe, expect, test } from 'vitest'
import type { Field, Form } from '../../../src/form.ts'
import { formView } from '../../../src/slack/forms/view.ts'
import { everyKind, options } from './sample-form.ts'

const at = { run: 'r_1', line: '/redash run Failed payments' }
const form = (field: Pick<Field, 'kind'> & Partial<Field>): Form => ({
  title: 'Values',
  button: 'Enter values',
  fields: [{ name: 'x', title: 'X', required: true, ...field }],
})

/** The inputs of a view, each with its id, what it is and what it holds at first. */
const inputs = (view: ReturnType<typeof formView>) =>
  (view?.blocks ?? []).flatMap((block) => {
    if (block.type !== 'input') return []
    const { type, ...element } = block.element as Record<string, unknown>
    const initial = Object.entries(element).find(([key]) => key.startsWith('initial_'))?.[1] ?? null
    return [[block.block_id, (block.label as { text: string }).text, type, initial]]
  })

describe('a form as a modal', () => {
  test('has an input for each kind of field, which holds what was given at first', () => {
    const view = formView(everyKind, at)
    expect(checkView(view)).toEqual([])
    expect(view).toMatchObject({
      callback_id: 'form',
      private_metadata: 'r_1',
      title: { text: 'Values of Failed paymen…' },
      submit: { text: 'Run' },
    })
    const option = (at: number) => ({ text: { type: 'plain_text', text: `V ${at}`, emoji: false }, value: String(at) })
    expect(inputs(view)).toEqual([
      ['0', 'Country', 'static_select', option(1)],
      ['1', 'Status', 'multi_static_select', [option(0), option(2)]],
      ['2', 'Code', 'plain_text_input', 'FR'],
      ['3', 'Least amount', 'number_input', '-3.50'],
      ['4', 'Day', 'datepicker', '2026-11-30'],
      ['5.day', 'From', 'datepicker', '2026-11-30'],
      ['5.time', 'From, time', 'timepicker', '08:15'],
      ['6', 'Exactly', 'plain_text_input', '2026-11-30 08:15:59'],
      ['7.start', 'Period: from', 'datepicker', '2026-11-01'],
      ['7.end', 'Period: to', 'datepicker', '2026-11-30'],
      ['8.start.day', 'Window: from', 'datepicker', '2026-11-01'],
      ['8.start.time', 'Window: from, time', 'timepicker', '00:00'],
      ['8.end.day', 'Window: to', 'datepicker', '2026-11-30'],
      ['8.end.time', 'Window: to, time', 'timepicker', '23:59'],
      ['9', 'Note', 'plain_text_input', 'a\nb'],
    ])
    expect(JSON.stringify(view?.blocks[0])).toContain('/redash run Failed payments')
  })

  test.for<[string, Field['kind'], Field['initial']]>([
    ['an option that is none', { is: 'choice', options: options(3) }, 'v9'],
    ['several where one is allowed', { is: 'date' }, ['2026-11-30']],
    ['a day that is none', { is: 'date' }, '2026-02-30'],
    ['a word', { is: 'number' }, 'many'],
    ['a text that is too long', { is: 'text', most: 3 }, 'long'],
    ['half a moment', { is: 'date-time' }, '2026-11-30'],
    ['a range that is a text', { is: 'date', range: true }, '2026-11-01--2026-11-30'],
  ])('leaves out what cannot be in an input: %s', ([, kind, initial]) => {
    const view = formView(form({ kind, ...(initial !== undefined && { initial }) }), at)
    expect(checkView(view)).toEqual([])
    expect(inputs(view).map(([, , , held]) => held)).not.toContainEqual(expect.anything())
  })

  test.for<[number, number, number]>([
    [100, 1, 100],
    [101, 2, 101],
    [1_000, 10, 1_000],
    [1_001, 10, 1_000],
    [4_000, 10, 1_000],
  ])('of %i options there are %i menus’ worth, %i in all, and it says if some are missing', ([many, menus, listed]) => {
    const view = formView(form({ kind: { is: 'choice', options: options(many) } }), at)
    expect(checkView(view)).toEqual([])
    const input = view?.blocks.at(-1) as Record<string, unknown>
    const { options: plain, option_groups: groups } = input.element as Record<string, { options?: unknown[] }[]>
    const all = groups === undefined ? [plain ?? []] : groups.map((group) => group.options ?? [])
    expect([all.length, all.flat().length]).toEqual([menus, listed])
    const hint = `The first 1,000 of ${many.toLocaleString('en-US')} are listed; type another one in the line: x=…`
    if (many > listed) expect(input.hint).toMatchObject({ text: hint })
    else expect(input).not.toHaveProperty('hint')
  })

  test('is none where Slack has no room for it, or where there is nothing to choose', () => {
    const kind = { is: 'date-time', range: true } as const
    const fields = (count: number): Form => {
      const [field] = form({ kind }).fields
      return { title: 'x', button: 'x', fields: Array.from({ length: count }, () => field as Field) }
    }
    expect(checkView(formView(fields(24), at))).toEqual([])
    expect(formView(fields(25), at)).toBeUndefined()
    expect(formView(form({ kind: { is: 'choice', options: [] } }), at)).toBeUndefined()
    const long = Array.from({ length: 1_000 }, (_, nth) => ({ value: `${nth}${'ü'.repeat(300)}` }))
    const several = Array.from({ length: 4 }, () => form({ kind: { is: 'choice', options: long } }).fields).flat()
    expect(formView({ title: 'x', button: 'x', fields: several }, at)).toBeUndefined()
  })

  test('cuts what is too long, and shows what is empty', () => {
    const long = 'x'.repeat(9_000)
    const kind = { is: 'choice', options: [{ value: long }, { value: '' }, { value: '1', name: ' ' }] } as const
    const field = { name: long, title: long, hint: long, kind, required: false }
    const view = formView({ title: '', button: long, submit: long, fields: [field] }, { run: 'r', line: long })
    expect(checkView(view)).toEqual([])
  })
})
