import { clip } from '../../message/clip.ts'
import type { Message } from '../../message/message.ts'
import { type Button, button, row } from './buttons.ts'
import { labelsOf } from './labels.ts'
import { withSlash } from './opening.ts'
import { type BlockPart, leftOut, things } from './part.ts'
import { lines, rich, text } from './rich.ts'

const BUTTONS = 5
const LINE = 500

/** What to do next: the first lines as buttons if they can be pressed, the others to be typed. */
export const next = (message: Message, run: string | undefined, slash: string): BlockPart => {
  const all = (message.next ?? []).map((line) => withSlash(line, slash))
  const most = run === undefined ? 0 : BUTTONS
  const labels = labelsOf({ ...message, next: all.slice(0, BUTTONS) }).next
  return things(
    all,
    (line, at) => ({ line: clip(line, LINE), ...(labels[at] ?? { label: line }) }),
    (first, left) => {
      const pressed = first
        .slice(0, most)
        .map(({ label, spoken }, at) => button(`next:${at}`, run ?? '', label, spoken))
      const toType = first.slice(most).map(({ line }) => text(line, 'code'))
      const begin = text(toType.length === 0 ? '' : most > 0 ? 'Or type: ' : 'Next: ')
      const [one = [], ...more] = toType
      return [
        ...row([...pressed, ...watching(message, run)]),
        ...rich(...lines([...begin, ...one], ...more, text(leftOut(left, 'line')))),
      ]
    },
  )
}

/** What opens the form of a watch, below an answer with figures. */
const watching = ({ isWatchable }: Message, run: string | undefined): readonly Button[] =>
  run !== undefined && isWatchable ? [button('watch', run, 'Watch this')] : []
