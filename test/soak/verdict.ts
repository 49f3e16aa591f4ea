/** One thing that must hold at the end, and what speaks against it. */
export interface Verdict {
  readonly what: string
  /** The figure that goes with it: `312 lines, 312 answered`. */
  readonly found: string
  /** Empty where it holds. */
  readonly wrong: readonly string[]
}

/** The verdicts as a table, and below it what is wrong. */
export const verdictTable = (verdicts: readonly Verdict[]): string => {
  const width = Math.max(...verdicts.map(({ what }) => what.length))
  const lines = verdicts.map(
    ({ what, found, wrong }) => `${wrong.length === 0 ? 'holds' : 'FAILS'}  ${what.padEnd(width)}  ${found}`,
  )
  const most = 20
  const details = verdicts.flatMap(({ what, wrong }) =>
    wrong.length === 0
      ? []
      : [
          `\n${what}:`,
          ...wrong.slice(0, most).map((one) => `  ${one}`),
          ...(wrong.length > most ? [`  and ${wrong.length - most} more`] : []),
        ],
  )
  return [...lines, ...details].join('\n')
}
