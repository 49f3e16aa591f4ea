import { clockTime, localTime } from './time.ts'

/** A piece of a text: words, or a moment in milliseconds since 1970, with its day or only the time of it. */
export type TimedText = string | { readonly at: number; readonly isWhole: boolean; readonly said: string }

const MOMENT = /\b(?:(\d{4}-\d\d-\d\d) )?([0-2]\d:[0-5]\d(?::[0-5]\d)?) UTC\b/g
const HALF = 12 * 60 * 60_000

/**
 * A text with its moments apart, which stand in it in UTC: `2026-11-21 09:10 UTC`, or `09:15:00 UTC`, which is the one
 * nearest to `near` and stays text without that. The moment of a text is the same whoever wrote it, so any may be shown so.
 */
export function timed(text: string, near?: number): TimedText[] {
  const pieces: TimedText[] = []
  let end = 0
  for (const found of text.matchAll(MOMENT)) {
    const [said, day, time = ''] = found
    const at = day === undefined ? nearest(time, near) : Date.parse(`${day}T${time}Z`)
    if (at === undefined || Number.isNaN(at)) continue
    if (found.index > end) pieces.push(text.slice(end, found.index))
    pieces.push({ at, isWhole: day !== undefined, said })
    end = found.index + said.length
  }
  return end < text.length ? [...pieces, text.slice(end)] : pieces
}

/** The text with its moments on the clock of an IANA zone. */
export const inZone = (text: string, zone: string | undefined, near?: number): string =>
  timed(text, near)
    .map((piece) => {
      if (typeof piece === 'string') return piece
      return piece.isWhole ? localTime(piece.at, zone) : clockTime(piece.at, zone)
    })
    .join('')

/** What a time of day in a message is nearest to: until when it is open, or when it was read. */
export const nearIn = ({
  expires,
  provenance,
}: {
  readonly expires?: number
  readonly provenance?: { readonly readAt: number }
}): number | undefined => expires ?? provenance?.readAt

function nearest(time: string, near: number | undefined): number | undefined {
  if (near === undefined || time.length < '00:00:00'.length) return undefined
  const day = new Date(near - HALF)
  if (Number.isNaN(day.getTime())) return undefined
  const at = Date.parse(`${day.toISOString().slice(0, 10)}T${time}Z`)
  return at < near - HALF ? at + 2 * HALF : at
}
