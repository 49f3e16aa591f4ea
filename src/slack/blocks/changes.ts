import { clip } from '../../message/clip.ts'
import type { Change, Message, Tone } from '../../message/message.ts'
import { type BlockPart, leftOut, things } from './part.ts'
import { lines, type Piece, rich, text } from './rich.ts'

const LINE = 70

// What was asked for is not what is.
const SO: Readonly<Partial<Record<Tone, string>>> = {
  failed: ' (not written)',
  stale: ' (not written)',
  refused: ' (not written)',
  cancelled: ' (not written)',
  expired: ' (not written)',
  unknown: ' (outcome unknown)',
  'awaiting validation': ' (not yet done)',
}

/** The changes: `Enabled  yes → no`, what comes last in bold, or said not to have been written; one below the other where a line does not hold both. */
export const changes = ({ diff = [], tone }: Message): BlockPart =>
  things(
    diff,
    (change) => worded(change, SO[tone]),
    (first, left) => rich(...lines(...first.flat(), text(leftOut(left, 'change')))),
  )

function worded(change: Change, so: string | undefined): Piece[][] {
  const field = text(clip(change.field, 60), 'bold')
  const before = clip(change.before, 500) || '(empty)'
  const after = clip(change.after, 500) || '(empty)'
  const to = so === undefined ? text(after, 'bold') : text(`${after}${so}`)
  if (before.length + after.length <= LINE) return [[...field, ...text(`  ${before} → `), ...to]]
  return [field, text(`from: ${before}`), [...text('to: '), ...to]]
}
