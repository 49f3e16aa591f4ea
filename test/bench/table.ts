import type { Figure } from './figure.ts'

/** All figures of one run, as `--json` prints them. */
export interface Report {
  readonly machine: string
  readonly commit: string
  /** ISO 8601, in UTC. */
  readonly when: string
  /** True where it was a short run, whose figures are rough. */
  readonly quick: boolean
  readonly figures: readonly Figure[]
}

const three = (value: number): string =>
  Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)))

const row = ({ name, value, unit, yardstick, ratio, spread, aim, met }: Figure): readonly string[] => [
  name,
  `${three(value)} ${unit}`,
  `${yardstick.name}: ${three(yardstick.value)} ${unit}`,
  `${ratio.toFixed(2)} (${spread.map((one) => one.toFixed(2)).join(' to ')})`,
  aim === undefined ? '' : `${aim}: ${met ? 'met' : 'missed'}`,
]

const head = ['figure', 'Coxswain', 'yardstick', 'ratio (rounds)', 'aim']

/** The report as a table in Markdown, with the machine below it. */
export const tableOf = ({ machine, commit, when, quick, figures }: Report): string => {
  const lines = [head, head.map(() => '---'), ...figures.map(row)]
  const note = `${quick ? 'A short run' : 'Measured'} on ${when.slice(0, 10)} at ${commit} on ${machine}.`
  return `${lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n\n${note}\n`
}

const [from, to] = ['<!-- bench -->', '<!-- /bench -->']

/** The document with the table between its markers; undefined where it has none. */
export const withTable = (document: string, table: string): string | undefined => {
  const [start, end] = [document.indexOf(from), document.indexOf(to)]
  if (start < 0 || end < start) return undefined
  return `${document.slice(0, start)}${from}\n\n${table}\n${document.slice(end)}`
}
