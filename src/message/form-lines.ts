import { type Field, type FieldKind, type Form, fieldText, momentFormat } from '../form.ts'
import { wrap } from './cells.ts'
import { literal } from './literal.ts'
import type { Paint } from './paint.ts'
import { pairs } from './pairs.ts'
import { count } from './time.ts'

const mostFields = 40
const mostOptions = 12

/** What to add to a line at a terminal, where no form can be opened: each value with what it may be. */
export const formLines = ({ fields: all }: Form, width: number, paint: Paint): string[] => {
  // A reason is a part of every line that may have one: “because …”.
  const fields = all.filter(({ name, apart }) => name !== 'reason' || !apart)
  const rows = fields.slice(0, mostFields).map((field) => ({
    label: spelled(field),
    lines: (room: number) => wrap(inWords(field), room),
  }))
  if (rows.length === 0) return []
  const more = fields.length - rows.length
  return [
    paint('title', 'Values to add to the line:'),
    ...pairs(rows, width - 2, (part, said) => paint(part === 'label' ? 'command' : part, said)).map(
      (line) => `  ${line}`,
    ),
    ...(more > 0 ? [`  … and ${count(more)} more`] : []),
  ]
}

const spelled = ({ name, typed }: Field): string => {
  const said = literal(name, 60)
  return typed === 'flag' ? `--${said} …` : `${said}=…`
}

const inWords = ({ name, title, kind, required, initial, hint }: Field): string => {
  const about = title === name ? '' : `${literal(title, 100)}: `
  const usual = initial === undefined ? '' : `, now ${literal(fieldText(initial), 100)}`
  const more = hint === undefined ? '' : `. ${literal(hint, 200)}`
  return `${about}${kindInWords(kind)}${required ? '' : ' (optional)'}${usual}${more}`
}

const kindInWords = (kind: FieldKind): string => {
  if (kind.is === 'text' || kind.is === 'long-text') return 'text'
  if (kind.is === 'number') return 'a number'
  if (kind.is !== 'choice')
    return kind.range ? `${momentFormat[kind.is]}--${momentFormat[kind.is]}` : momentFormat[kind.is]
  const { options, several } = kind
  const some = options
    .slice(0, mostOptions)
    .map(({ value, name = value }) =>
      name === value ? literal(value, 40) : `${literal(value, 40)} (${literal(name, 40)})`,
    )
  const left = options.length - some.length
  return `${several ? 'one or several' : 'one'} of ${some.join(', ')}${left > 0 ? ` and ${count(left)} more` : ''}`
}
