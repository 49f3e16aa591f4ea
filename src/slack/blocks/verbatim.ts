import { clip } from '../../message/clip.ts'
import type { Message } from '../../message/message.ts'
import type { Block } from './block.ts'
import { leftOut } from './part.ts'
import { lines, preformatted, rich, text } from './rich.ts'

/** How many characters of JSON its lines take at most, so that everything else of a proposal has room beside it. */
const most = 4_500
/** What its title and its last sentence take. */
const around = 600

/** A text as it is, in `room` characters of JSON; what has no room is left out at its end, and it says so. */
export const verbatim = ({ verbatim: shown }: Message, room: number): Block[] => {
  if (shown === undefined) return []
  const all: string[] = []
  let left = Math.min(most, room - around)
  for (const line of shown.lines) {
    const whole = clip(line, Math.max(0, left - 2))
    left -= JSON.stringify(whole).length
    if (left < 0 || whole !== clip(line, Number.POSITIVE_INFINITY)) break
    all.push(whole)
  }
  const missing = leftOut(shown.lines.length - all.length, 'line')
  return rich(...lines(text(clip(shown.title, 150), 'bold')), ...preformatted(all), ...lines(text(missing)))
}
