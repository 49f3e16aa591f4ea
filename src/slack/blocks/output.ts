import { clip } from '../../message/clip.ts'
import type { Message } from '../../message/message.ts'
import { type BlockPart, leftOut, things } from './part.ts'
import { lines, preformatted, rich, text } from './rich.ts'

/** What a system printed, as it is, in letters of one width. */
export const output = ({ output = [] }: Message): BlockPart =>
  things(
    output,
    (line) => clip(line, 200),
    (first, left) => rich(...preformatted(first), ...lines(text(leftOut(left, 'line')))),
  )
