import { trim } from '../../message/clip.ts'
import { fieldsOf } from '../../message/figures.ts'
import type { Message } from '../../message/message.ts'
import { nearIn, timed } from '../../message/moments.ts'
import type { Block } from './block.ts'
import { LIMITS } from './limits.ts'
import { type BlockPart, leftOut, things } from './part.ts'
import { mrkdwn, onClock, plain, type Text } from './plain.ts'
import { dated, lines, type Piece, rich, text } from './rich.ts'

type Field = Readonly<{ label: string; value: string }>

const SHORT = 40
const ROWS = 5 // A section has ten fields: a label and a value a row.
const GRID = 2 * ROWS

// In such a label nothing can be mark-up, a name or an address, so it may be bold in a field.
const INERT = /^[\p{L}\p{N}()%,'’–-]+(?: [\p{L}\p{N}()%,'’–-]+)*$/u

/** The fields, or the facts where there are none: labels in bold beside their values, which are literal; long ones in lines of their own. */
export const fields = (message: Message): BlockPart => {
  const all = fieldsOf(message, LIMITS.weight.max)
  const total = message.fields?.length ?? Object.keys(message.facts ?? {}).length
  const near = nearIn(message)
  const short = all.filter(isShort)
  const isGrid = short.length > 1 && short.length <= GRID
  const sorted = isGrid ? [...short, ...all.filter((field) => !isShort(field))] : all
  return things(
    sorted,
    ({ label, value }, at) => ({ label: trim(label, 60), value: trim(value, 500), isRow: isGrid && at < short.length }),
    (first, left) => [
      ...grid(first.filter(({ isRow }) => isRow)),
      ...rich(
        ...lines(
          ...first.filter(({ isRow }) => !isRow).map((field) => line(field, near)),
          text(leftOut(left + total - all.length, 'field')),
        ),
      ),
    ],
  )
}

const isShort = ({ value }: Field): boolean => value.length <= SHORT

const line = ({ label, value }: Field, near: number | undefined): Piece[] => [
  ...text(label, 'bold'),
  ...dated(`  ${value}`, near),
]

// Two columns, which line up as those of a table do; in sections of about the same height.
function grid(fields: readonly Field[]): Block[] {
  const sections = Math.ceil(fields.length / ROWS)
  const each = Math.ceil(fields.length / sections)
  return Array.from({ length: sections }, (_, at) => ({
    type: 'section',
    fields: fields.slice(at * each, (at + 1) * each).flatMap(({ label, value }) => [name(label), moment(value)]),
  }))
}

// A value that is a moment and nothing else is shown by the reader's clock.
function moment(value: string): Text {
  const [piece, ...more] = timed(value)
  if (piece === undefined || typeof piece === 'string' || more.length > 0) return plain(value)
  return onClock(piece)
}

const name = (label: string): Text => (INERT.test(label) ? mrkdwn(`*${label}*`) : plain(label))
