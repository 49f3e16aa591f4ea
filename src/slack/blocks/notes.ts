import { clip } from '../../message/clip.ts'
import type { Message } from '../../message/message.ts'
import { nearIn, timed } from '../../message/moments.ts'
import { LIMITS } from './limits.ts'
import { type BlockPart, leftOut, things } from './part.ts'
import { context, onClock, plain, type Text } from './plain.ts'

/** The notes, small, one a line. */
export const notes = ({ notes = [], ...message }: Message): BlockPart =>
  things(
    notes,
    (note) => clip(note, 1000),
    (first, left) => {
      const said = [...first, leftOut(left, 'note')].filter((line) => line.trim() !== '')
      return context(...objects(said.join('\n')).flatMap((part) => apart(part, nearIn(message))))
    },
  )

// A message has no room for as many as a context may hold.
const UNITS = LIMITS.textObject.max / 2

// Half a character ends none of them.
const objects = (text: string): string[] => {
  const all: string[] = []
  for (let at = 0; at < text.length; ) {
    const end = at + UNITS + (/[\uDC00-\uDFFF]/.test(text.charAt(at + UNITS)) ? 1 : 0)
    all.push(text.slice(at, end))
    at = end
  }
  return all
}

const apart = (said: string, near: number | undefined): Text[] =>
  timed(said, near).map((piece) => (typeof piece === 'string' ? plain(piece) : onClock(piece)))
