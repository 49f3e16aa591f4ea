import { clip } from '../clip.ts'
import { LIMITS } from '../limits.ts'
import type { Message } from '../message.ts'
import { button, row } from './buttons.ts'
import { typed } from './opening.ts'
import { leftOut, type Part, things } from './part.ts'
import { lines, rich, text } from './rich.ts'

const BUTTONS = 5
const LINE = 500

/** What to do next: the first lines as buttons if they can be pressed, the others to be typed. */
export const next = ({ next: all = [], asked }: Message, run: string | undefined, slash: string): Part => {
  const most = run === undefined ? 0 : BUTTONS
  const labels = labelsOf(all.slice(0, most), asked?.line)
  return things(
    all,
    (line, at) => ({ line: clip(typed(line, slash), LINE), label: labels[at] || line }),
    (first, left) => {
      const pressed = first.slice(0, most).map(({ line, label }, at) => {
        return button(`next:${at}`, run ?? '', label, clip(line, LIMITS.spoken.max))
      })
      const toType = first.slice(most).map(({ line }) => text(line, 'code'))
      const begin = text(toType.length === 0 ? '' : most > 0 ? 'Or type: ' : 'Next: ')
      const [one = [], ...more] = toType
      return [...row(pressed), ...rich(...lines([...begin, ...one], ...more, text(leftOut(left, 'line'))))]
    },
  )
}

const WORD = /^[a-z]+$/
const COMMAND = 3

/**
 * What a button shows of each line, for it shows about 30 characters: not the word of the system that was just typed,
 * and of candidates not the command that all share. Names mostly have capitals or digits; commands never have.
 */
function labelsOf(all: readonly string[], asked = ''): string[] {
  const words = all.map((line) => line.replace(/^\//, '').split(' '))
  const isShared = (at: number) =>
    words.every((line) => line.length > at + 1 && line[at] === words[0]?.[at] && WORD.test(line[at] ?? ''))
  let same = 0
  if (all.length > 1) while (same < COMMAND && isShared(same)) same += 1
  if (same > 1) return words.map((line) => line.slice(same).join(' '))
  const [system] = asked.replace(/^\//, '').split(' ')
  const short = words.map((line) => (line[0] === system && line.length > 1 ? line.slice(1) : line).join(' '))
  return short.map((line) => line.charAt(0).toUpperCase() + line.slice(1))
}
