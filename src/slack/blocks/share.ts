import type { Block } from './block.ts'
import { weight } from './limits.ts'
import type { BlockPart } from './part.ts'

const sum = (weights: readonly number[]): number => weights.reduce((all, one) => all + one, 0)

const heavy = (blocks: readonly Block[]): number => sum(blocks.map(weight))

/** What each part may weigh so that all stay within `room`: the small ones what they want, the large ones the same. */
const shares = (wants: readonly number[], room: number): number[] => {
  let left = room
  let level = 0
  for (const [at, want] of wants.toSorted((a, b) => a - b).entries()) {
    level = Math.max(0, left / (wants.length - at))
    if (want > level) break
    left -= want
    level = want
  }
  return wants.map((want) => Math.min(want, level))
}

/** As much of a part as weighs no more than `room`, and at least what it shows of nothing. */
const most = (part: BlockPart, room: number): readonly Block[] => {
  let [low, high] = [0, part.count]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (heavy(part.show(middle)) <= room) low = middle
    else high = middle - 1
  }
  return part.show(low)
}

/** The blocks of each part, cut so that together they weigh no more than `room`, or each to its least. */
export const shareRoom = (parts: readonly BlockPart[], room: number): (readonly Block[])[] => {
  const full = parts.map((part) => part.show(part.count))
  const wants = full.map(heavy)
  if (sum(wants) <= room) return full
  const needs = parts.map((part) => heavy(part.show(0)))
  const given = shares(
    wants.map((want, at) => want - (needs[at] ?? 0)),
    room - sum(needs),
  )
  return parts.map((part, at) => {
    const mine = (needs[at] ?? 0) + (given[at] ?? 0)
    return (wants[at] ?? 0) <= mine ? (full[at] ?? []) : most(part, mine)
  })
}

/** The least that these parts weigh. */
export const least = (parts: readonly BlockPart[]): number => sum(parts.map((part) => heavy(part.show(0))))

/** What is left of `room` beside these blocks. */
export const beside = (room: number, blocks: readonly Block[]): number => room - heavy(blocks)
