import { isHard } from '../../message/figures.ts'
import { count } from '../../message/time.ts'
import type { Block } from './block.ts'
import { LIMITS } from './limits.ts'

/** Something of a message that can be shown in part. */
export interface BlockPart {
  /** How many things it has that may be shown: items, steps of text. */
  readonly count: number
  /** Its blocks with only the first `n` things; they say so where that is not all. */
  show(n: number): readonly Block[]
}

/** A part that is shown whole or not at all. */
export const uncut = (blocks: readonly Block[]): BlockPart => ({ count: 0, show: () => blocks })

/** No message has room for more things, so no more are prepared. */
export const MOST = 150

/** Things as a part, each prepared once; `show` is given the first of them, and how many there are besides. */
export const things = <T, P>(
  all: readonly T[],
  prepare: (one: T, at: number) => P,
  show: (first: readonly P[], left: number) => readonly Block[],
): BlockPart => {
  const prepared: P[] = []
  let room = LIMITS.weight.max
  for (const [at, one] of all.slice(0, MOST).entries()) {
    if (room < 0) break
    const ready = prepare(one, at)
    const shown = JSON.stringify(ready)
    room -= shown.length * (isHard(shown) ? 4 : 1)
    prepared.push(ready)
  }
  return { count: prepared.length, show: (n) => show(prepared.slice(0, n), all.length - n) }
}

const STEP = 40

/** A text as a part: cut from its end, 40 characters a step. */
export const passage = (length: number, most: number, show: (max: number) => readonly Block[]): BlockPart => {
  const steps = Math.ceil(Math.min(length, most) / STEP)
  return { count: steps, show: (n) => show(n < steps ? Math.max(1, n) * STEP : most) }
}

/** `… and 3 more notes, too much for one message`; nothing where none are left. */
export const leftOut = (n: number, what: string): string =>
  n > 0 ? `… and ${count(n)} more ${what}${n === 1 ? '' : 's'}, too much for one message` : ''
