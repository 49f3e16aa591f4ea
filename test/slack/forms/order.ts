import { z } from 'zod'
import { defineRead, type Field, FormWanted } from '#bot'
import { rudder } from '#rudder'
import { named } from '../../core/widgets.ts'

type Args = Readonly<Partial<Record<'country' | 'code' | 'day' | 'note', string | undefined>>>

const fieldsOf = ({ country, code, day }: Args): readonly Field[] => [
  {
    name: 'country',
    title: 'Country',
    kind: {
      is: 'choice',
      options: [{ value: 'FR', name: 'France' }, { value: 'DE', name: 'Germany' }, { value: '<!here>' }],
    },
    required: true,
    typed: 'flag',
    ...(country !== undefined && { initial: country }),
  },
  {
    name: 'code',
    title: 'Code',
    hint: 'Two letters.',
    kind: { is: 'text', pattern: '[a-zA-Z ]+' },
    required: true,
    typed: 'flag',
    ...(code !== undefined && { initial: code }),
  },
  {
    name: 'day',
    title: 'Day',
    kind: { is: 'date' },
    required: false,
    typed: 'flag',
    ...(day !== undefined && { initial: day }),
  },
  { name: 'note', title: 'Note', kind: { is: 'long-text' }, required: false, typed: 'flag', apart: true },
]

const form = (args: Args, button: string) => ({ title: 'Values of the order', button, fields: fieldsOf(args) })

const definition = defineRead(rudder, {
  summary: 'Orders something',
  examples: ['rudder order'],
  scopes: ['rudder:properties:read'],
  args: z.object({
    country: z.string().optional(),
    code: z.string().optional(),
    day: z.string().optional(),
    note: z.string().optional(),
  }),
  run: async ({ args }) => {
    if (args.country === undefined || args.code === undefined)
      throw new FormWanted('A country and a code are missing.', form(args, 'Enter values'))
    if (args.code === 'no') throw new FormWanted('“no” is no code.', form(args, 'Enter values'))
    return {
      title: 'Ordered',
      fields: Object.entries(args).map(([label, value]) => ({ label, value: String(value) })),
      form: form(args, 'Change values'),
    }
  },
})

/** A command that asks for values, and offers to change them; not everybody may run it. */
export const order = named('rudder order', definition)
