import { quoted } from '../../../quoted.ts'
import type { ApiArgument } from '../arguments/argument.ts'

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'values separated by commas',
}

const formats: Readonly<Record<string, string>> = {
  date: 'a date',
  'date-time': 'a moment with its zone',
  uuid: 'a UUID',
  email: 'an e-mail',
}

/** What an argument is, in a few words: its type, what is allowed, whether it must be given. */
export const argumentInWords = ({ schema, required, pattern }: ApiArgument): string => {
  const { type = 'string', format = '', enum: options, minimum, maximum, description, default: usual } = schema
  const kind = options
    ? `one of ${options
        .slice(0, 12)
        .map((one) => quoted(String(one)))
        .join(', ')}${options.length > 12 ? ` and ${options.length - 12} more` : ''}`
    : (formats[format] ?? kinds[type] ?? 'of a type that I can’t check')
  return [
    kind,
    ...(minimum === undefined ? [] : [`at least ${minimum}`]),
    ...(maximum === undefined ? [] : [`at most ${maximum}`]),
    ...(pattern === undefined ? [] : [`must match ${quoted(pattern)}`]),
    required ? 'required' : 'optional',
    ...(usual === undefined || typeof usual === 'object' ? [] : [`default ${quoted(String(usual))}`]),
    ...(description === undefined || description === '' ? [] : [description]),
  ].join(' · ')
}
