/** One figure of the bench, and the yardstick that was measured beside it. */
export interface Figure {
  /** `acks: 500 at once` */
  readonly name: string
  /** The median of the rounds. */
  readonly value: number
  /** `/s`, `ms`, `MiB` */
  readonly unit: string
  /** What it is held against: `bare Bolt`, with its own median. */
  readonly yardstick: { readonly name: string; readonly value: number }
  /** Ours by the yardstick's, each with its neighbour in time: the median of the rounds, the least and the greatest. */
  readonly ratio: number
  readonly spread: readonly [least: number, greatest: number]
  /** What was aimed at, and whether it was reached. */
  readonly aim?: string
  readonly met?: boolean
}

/** One round: ours and the yardstick's, one right after the other. */
export interface Round {
  readonly ours: number
  readonly yardstick: number
}

/** The middle one; of an even number the mean of the two in the middle. NaN of none. */
export const median = (numbers: readonly number[]): number => {
  const sorted = numbers.toSorted((a, b) => a - b)
  const half = Math.floor(sorted.length / 2)
  const [low = Number.NaN, high = Number.NaN] = [sorted[half - 1], sorted[half]]
  return sorted.length % 2 === 1 ? high : (low + high) / 2
}

/** The smallest of the numbers that so large a share of them does not exceed. NaN of none. */
export const quantile = (numbers: readonly number[], share: number): number =>
  numbers.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(numbers.length * share) - 1)] ?? Number.NaN

/** What a figure is called, and where there is an aim, the least or the most that its ratio may be. */
export interface Named {
  readonly name: string
  readonly unit: string
  readonly yardstick: string
  readonly atLeast?: number
  readonly atMost?: number
}

/** The figure that some rounds make. */
export const figureOf = ({ name, unit, yardstick, atLeast, atMost }: Named, rounds: readonly Round[]): Figure => {
  const ratios = rounds.map(({ ours, yardstick: theirs }) => ours / theirs)
  const ratio = median(ratios)
  const aim = [
    ...(atLeast === undefined ? [] : [`${atLeast} or more`]),
    ...(atMost === undefined ? [] : [`${atMost} or less`]),
  ].join(', ')
  const met = ratio >= (atLeast ?? Number.NEGATIVE_INFINITY) && ratio <= (atMost ?? Number.POSITIVE_INFINITY)
  return {
    name,
    unit,
    value: median(rounds.map(({ ours }) => ours)),
    yardstick: { name: yardstick, value: median(rounds.map((one) => one.yardstick)) },
    ratio,
    spread: [Math.min(...ratios), Math.max(...ratios)],
    ...(aim !== '' && { aim, met }),
  }
}

/** Runs the yardstick and ours in turn, so that what else the machine does hits both. */
export const interleaved = async (
  times: number,
  { yardstick, ours }: { readonly yardstick: () => Promise<number>; readonly ours: () => Promise<number> },
): Promise<Round[]> => {
  const rounds: Round[] = []
  for (let n = 0; n < times; n++) rounds.push({ yardstick: await yardstick(), ours: await ours() })
  return rounds
}
