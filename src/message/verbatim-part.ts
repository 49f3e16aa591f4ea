import { wrap } from './cells.ts'
import { literal } from './literal.ts'
import type { Part } from './part.ts'
import type { Verbatim } from './verbatim.ts'

/** More than any line that can be typed or entered. */
const longest = 10_000

/** A text that is shown as it is, wherever a message is shown but in a chat; none of it is a sentence of ours. */
export const verbatimPart: Part<Verbatim> = {
  terminal: ({ title, lines }, width, paint) => [
    ...wrap(literal(title, 200), width).map((line) => paint('title', line)),
    ...lines.map((line) => `  ${literal(line, longest)}`),
  ],
  text: () => '',
  withTexts: (verbatim) => verbatim,
  bounded: (verbatim, { first, leave }) => {
    const lines = first(verbatim.lines, (line) => [line])
    if (lines.length < verbatim.lines.length) leave(verbatim.lines.length - lines.length, 'lines')
    return { ...verbatim, lines }
  },
}
