import { clip, trim } from '../../message/clip.ts'
import type { Message, Tone } from '../../message/message.ts'
import { nearIn } from '../../message/moments.ts'
import { clockTime } from '../../message/time.ts'
import { headline } from '../../message/tone.ts'
import type { Block } from './block.ts'
import { LIMITS } from './limits.ts'
import { type BlockPart, passage, uncut } from './part.ts'
import { plain } from './plain.ts'
import { date, dated, lines, type Piece, person, rich, text } from './rich.ts'

// How many characters of a first sentence stand in large letters.
const SENTENCE = 142
// How much of a line or a lead is shown at most; it is made literal once, for it is cut several times.
const LONGEST = 2000
const ACCOUNT = /^[UW][A-Z0-9]{2,20}$/

/** Who asked, the exact line to be copied, and the connection. */
export const asked = ({ asked, connection }: Message, slash: string): BlockPart => {
  const place = connection === undefined ? [] : text(clip(connection, 100), 'bold')
  if (!asked) return uncut(rich(...lines(place)))
  const line = clip(withSlash(asked.line, slash), LONGEST)
  const who = asked.user && ACCOUNT.test(asked.user) ? [person(asked.user)] : text(clip(asked.by, 60), 'bold')
  return passage(line.length, LONGEST, (max) =>
    rich(
      ...lines([
        ...who,
        ...text(asked.undoes ? ': Undo of ' : ': '),
        ...text(trim(line, max), 'code'),
        ...(place.length > 0 ? text(' on ') : []),
        ...place,
      ]),
    ),
  )
}

/** A line as it is typed: with its `/`. */
export const withSlash = (line: string, slash: string): string => (line.startsWith(slash) ? line : slash + line)

/**
 * The title with the word that says what a colour would; of what went wrong the first sentence. What is too long for a
 * header stands whole in bold instead.
 */
export const header = (message: Message): Block[] => {
  const [title] = sentences(message)
  const said = clip(title, TITLE)
  const short = clip(title, LIMITS.headerText.max)
  return said === short ? [{ type: 'header', text: plain(said) }] : rich(...lines(text(said, 'bold')))
}

const TITLE = 300

// A refusal says why and whom to ask: too much for large letters.
function sentences(message: Message): readonly [first: string, more: string] {
  const said = headline(message)
  const end = message.tone in LONG ? said.slice(1, SENTENCE).search(/[.?!]\s/) : -1
  const more = said.slice(end + 2).trimStart()
  return end < 0 || more === '' ? [said, ''] : [said.slice(0, end + 2), more]
}

const LONG: Readonly<Partial<Record<Tone, true>>> = { error: true, refused: true }

/** The sentence below the title, and until when it is open, by the reader's clock. */
export const lead = (message: Message): BlockPart => {
  const [, more] = sentences(message)
  const said = clip(message.lead ?? '', LONGEST)
  const rest = text(clip(more, TITLE))
  return passage(said.length, LONGEST, (max) => rich(...lines(rest, until(trim(said, max), message))))
}

// The lead says it in words, for who has no clock of the reader's.
function until(said: string, message: Message): Piece[] {
  const { expires } = message
  const pieces = dated(said, nearIn(message))
  if (expires === undefined || said.includes(clockTime(expires))) return pieces
  return [...pieces, ...text(`${said === '' ? '' : ' '}Open until `), ...date(expires, '{time}'), ...text('.')]
}
