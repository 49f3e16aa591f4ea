import { clip } from '../../message/clip.ts'
import type { Message } from '../../message/message.ts'
import type { Block } from './block.ts'
import { leftOut } from './part.ts'
import { lines, preformatted, rich, text } from './rich.ts'

/** How many characters of JSON it may take, so that everything else of a proposal has room beside it. */
const room = 4_500

/** A text as it is; what has no room is left out at its end, and it says so. */
export const verbatim = ({ verbatim: shown }: Message): Block[] => {
  if (shown === undefined) return []
  const all: string[] = []
  let left = room
  for (const line of shown.lines) {
    const whole = clip(line, left - 2)
    left -= JSON.stringify(whole).length
    if (left < 0 || whole !== clip(line, Number.POSITIVE_INFINITY)) break
    all.push(whole)
  }
  const missing = leftOut(shown.lines.length - all.length, 'line')
  return rich(...lines(text(clip(shown.title, 150), 'bold')), ...preformatted(all), ...lines(text(missing)))
}
