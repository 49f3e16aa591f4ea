import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Field, FieldValue } from '../../../src/form.ts'
import { boxesOf } from '../../../src/slack/forms/boxes.ts'
import { elementOf } from '../../../src/slack/forms/element.ts'
import { enteredIn, type InputState, type InputStates } from '../../../src/slack/forms/values.ts'
import { hostileText } from '../../message/hostile.ts'
import { runs } from '../../runs.ts'
import { everyKind, formOf, options } from './sample-form.ts'

/** What Slack sends of an input that nobody touched. */
const untouched = (element: Readonly<Record<string, unknown>>): InputState => ({
  value: (element.initial_value as string) ?? null,
  selected_date: (element.initial_date as string) ?? null,
  selected_time: (element.initial_time as string) ?? null,
  selected_option: (element.initial_option as { value: string }) ?? null,
  selected_options: (element.initial_options as { value: string }[]) ?? [],
})

const asOpened = (fields: readonly Field[]): InputStates =>
  Object.fromEntries(
    fields.flatMap((field, at) =>
      boxesOf(field, at).map((box) => [box.id, { value: untouched(elementOf(box, false)) }]),
    ),
  )

const one = (kind: Field['kind'], states: InputStates, more: Partial<Field> = {}) =>
  enteredIn({ title: 'x', button: 'x', fields: [{ name: 'x', title: 'X', kind, required: true, ...more }] }, states)

const state = (given: InputState, id = '0'): InputStates => ({ [id]: { value: given } })

describe('what is entered', () => {
  test('is what it began with, if nobody touched it', () => {
    const { values, misfits } = enteredIn(everyKind, asOpened(everyKind.fields))
    expect(misfits).toEqual({})
    expect(values).toEqual(Object.fromEntries(everyKind.fields.map(({ name, initial }) => [name, initial])))
  })

  test.for<[string, Field['kind'], InputStates, string | undefined, FieldValue | undefined]>([
    ['nothing', { is: 'text' }, {}, 'Enter a value.', undefined],
    ['blanks', { is: 'text' }, state({ value: '  ' }), 'Enter a value.', undefined],
    [
      'another text',
      { is: 'text', pattern: '[A-Z]{2}' },
      state({ value: 'fr' }),
      'It does not match the pattern.',
      'fr',
    ],
    [
      'half a match',
      { is: 'text', pattern: '[A-Z]{2}' },
      state({ value: 'FRA' }),
      'It does not match the pattern.',
      'FRA',
    ],
    ['a short one', { is: 'long-text', least: 5 }, state({ value: 'abc' }), 'Enter at least 5 characters.', 'abc'],
    ['a long one', { is: 'text', most: 3 }, state({ value: 'abcd' }), 'Enter at most 3 characters.', 'abcd'],
    ['a line break', { is: 'text' }, state({ value: 'a\nb' }), 'Remove the invisible character.', 'a\nb'],
    [
      'what cannot be seen',
      { is: 'text' },
      state({ value: 'a\u202eb' }),
      'Remove the invisible character.',
      'a\u202eb',
    ],
    [
      'every quote',
      { is: 'text' },
      state({ value: `a " ' \` » b` }),
      expect.stringContaining('quotes'),
      `a " ' \` » b`,
    ],
    ['a number in words', { is: 'number' }, state({ value: '1e9' }), expect.stringContaining('in digits'), '1e9'],
    [
      'a day that is none',
      { is: 'date' },
      state({ selected_date: '2026-02-30' }),
      'Enter it as YYYY-MM-DD.',
      '2026-02-30',
    ],
    [
      'no time',
      { is: 'date-time' },
      state({ selected_date: '2026-11-30' }, '0.day'),
      'Enter it as YYYY-MM-DD HH:MM.',
      '2026-11-30 ',
    ],
    [
      'an option by its value',
      { is: 'choice', options: options(3) },
      state({ selected_option: { value: 'v1' } }),
      'Choose one of the list.',
      '',
    ],
    [
      'an option too many',
      { is: 'choice', options: options(3) },
      state({ selected_option: { value: '3' } }),
      'Choose one of the list.',
      '',
    ],
    [
      'options where one is chosen',
      { is: 'choice', options: options(3) },
      state({ selected_options: [{ value: '1' }] }),
      'Enter a value.',
      undefined,
    ],
    [
      'a text where one is chosen',
      { is: 'choice', options: options(3) },
      state({ value: '1' }),
      'Enter a value.',
      undefined,
    ],
    ['another input', { is: 'text' }, state({ value: 'x' }, '1'), 'Enter a value.', undefined],
    [
      'an inherited one',
      { is: 'text' },
      Object.create({ 0: { value: { value: 'x' } } }) as InputStates,
      'Enter a value.',
      undefined,
    ],
  ])('is told apart from what does not fit: %s', ([, kind, states, wrong, value]) => {
    const { values, misfits } = one(kind, states)
    expect(Object.values(misfits)).toEqual(wrong === undefined ? [] : [wrong])
    expect(values.x).toEqual(value)
  })

  test('of a range has an end that is not before its start', () => {
    const range = (start: string, end: string) =>
      one(
        { is: 'date', range: true },
        { ...state({ selected_date: start }, '0.start'), ...state({ selected_date: end }, '0.end') },
      )
    expect(range('2026-11-01', '2026-11-30')).toEqual({
      values: { x: { start: '2026-11-01', end: '2026-11-30' } },
      misfits: {},
    })
    expect(range('2026-11-30', '2026-11-01').misfits).toEqual({ '0.start': 'The end is before the start.' })
  })

  test('and may be left out, is left out', () => {
    for (const { kind } of everyKind.fields)
      expect(one(kind, {}, { required: false })).toEqual({ values: {}, misfits: {} })
  })

  test('never is anything but a value of its field, or is said to be wrong (hostile submissions)', () => {
    const text = fc.oneof(hostileText, fc.constantFrom('0', '1', '2026-11-30', '08:15', '-1', '9'.repeat(99)))
    const input = fc.record(
      {
        value: fc.option(text),
        selected_date: fc.option(text),
        selected_time: fc.option(text),
        selected_option: fc.option(fc.record({ value: text })),
        selected_options: fc.option(fc.array(fc.record({ value: text }), { maxLength: 5 })),
      },
      { requiredKeys: [] },
    )
    const id = fc.oneof(fc.constantFrom('0', '1', '2.day', '3.start', '3.end.time', '__proto__', 'constructor'), text)
    const action = fc.constantFrom('value', 'reason', '__proto__')
    const states = fc.dictionary(id, fc.dictionary(action, input), { maxKeys: 20 })
    fc.assert(
      fc.property(formOf(hostileText), states, (form, sent) => {
        const { values, misfits } = enteredIn(form, sent)
        for (const [at, field] of form.fields.entries()) {
          const box = boxesOf(field, at)[0]?.id ?? ''
          const value = Object.hasOwn(values, field.name) ? values[field.name] : undefined
          if (value === undefined || Object.hasOwn(misfits, box)) continue
          const { kind } = field
          if (kind.is !== 'choice' || form.fields.some((other) => other !== field && other.name === field.name))
            continue
          for (const one of [value].flat()) expect(kind.options.map((option) => option.value)).toContain(one)
        }
        expect(Object.keys(misfits).every((key) => /^\d+(?:\.(?:start|day))*$/.test(key))).toBe(true)
      }),
      { numRuns: runs(300, 2_000) },
    )
  })
})
