import fc from 'fast-check'
import type { Field, FieldKind, FieldValue, Form } from '../../../src/form.ts'

export const options = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ value: `v${at}`, name: `V ${at}` }))

/** One field of each kind, all required, with the initial values that a person might have typed. */
export const everyKind: Form = {
  title: 'Values of Failed payments by country',
  button: 'Enter values',
  fields: [
    { name: 'country', title: 'Country', kind: { is: 'choice', options: options(3) }, initial: 'v1' },
    {
      name: 'status',
      title: 'Status',
      kind: { is: 'choice', options: options(4), several: true },
      initial: ['v0', 'v2'],
    },
    { name: 'code', title: 'Code', hint: 'Two letters.', kind: { is: 'text', pattern: '[A-Z]{2}' }, initial: 'FR' },
    { name: 'least', title: 'Least amount', kind: { is: 'number' }, initial: '-3.50' },
    { name: 'day', title: 'Day', kind: { is: 'date' }, initial: '2026-11-30' },
    { name: 'from', title: 'From', kind: { is: 'date-time' }, initial: '2026-11-30 08:15' },
    { name: 'exact', title: 'Exactly', kind: { is: 'date-time-seconds' }, initial: '2026-11-30 08:15:59' },
    {
      name: 'period',
      title: 'Period',
      kind: { is: 'date', range: true },
      initial: { start: '2026-11-01', end: '2026-11-30' },
    },
    {
      name: 'window',
      title: 'Window',
      kind: { is: 'date-time', range: true },
      initial: { start: '2026-11-01 00:00', end: '2026-11-30 23:59' },
    },
    { name: 'note', title: 'Note', kind: { is: 'long-text' }, initial: 'a\nb', apart: true },
  ].map((field) => ({ required: true, ...field })) as Form['fields'],
}

const moments = ['date', 'date-time', 'date-time-seconds'] as const

/** Any form, with the texts that `text` makes. */
export const formOf = (text: fc.Arbitrary<string>): fc.Arbitrary<Form> => {
  const option = fc.record({ value: text, name: text }, { requiredKeys: ['value'] })
  const some = fc.oneof(
    { weight: 9, arbitrary: fc.array(option, { maxLength: 8 }) },
    { weight: 1, arbitrary: fc.integer({ min: 90, max: 1_200 }).map(options) },
  )
  const kind: fc.Arbitrary<FieldKind> = fc.oneof(
    fc.record(
      {
        is: fc.constantFrom('text' as const, 'long-text' as const),
        least: fc.nat(5),
        most: fc.integer({ min: 5, max: 4_000 }),
      },
      { requiredKeys: ['is'] },
    ),
    fc.record({ is: fc.constant('number' as const) }),
    fc.record(
      { is: fc.constant('choice' as const), options: some, several: fc.constant(true as const) },
      {
        requiredKeys: ['is', 'options'],
      },
    ),
    fc.record({ is: fc.constantFrom(...moments), range: fc.constant(true as const) }, { requiredKeys: ['is'] }),
  )
  const end = fc.oneof(
    text,
    fc.constantFrom('2026-11-30', '2026-02-30', '2026-11-30 08:15', '2026-11-30 24:00', '0000-01-01'),
  )
  const initial: fc.Arbitrary<FieldValue> = fc.oneof(
    end,
    fc.constantFrom('-3.5', 'v1', '1e9'),
    fc.array(fc.oneof(text, fc.constant('v2')), { maxLength: 4 }),
    fc.record({ start: end, end }),
  )
  const field: fc.Arbitrary<Field> = fc.record(
    {
      name: text,
      title: text,
      hint: text,
      kind,
      required: fc.boolean(),
      initial,
      typed: fc.constant('flag' as const),
      apart: fc.constant(true as const),
    },
    { requiredKeys: ['name', 'title', 'kind', 'required'] },
  )
  return fc.record(
    { title: text, button: text, submit: text, fields: fc.array(field, { maxLength: 12 }) },
    { requiredKeys: ['title', 'button', 'fields'] },
  )
}
