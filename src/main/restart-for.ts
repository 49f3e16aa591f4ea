import type { Config } from '../config.ts'

/** What of the settings file is read at the start only, and where it stands there. */
const atStart: readonly (readonly [string, (config: Config) => unknown])[] = [
  ['slack.word and slack.prefix', ({ words }) => words],
  ['slack.shared', ({ shared }) => shared],
  ['slack.delivery', ({ delivery }) => delivery],
  ['slack.operators', ({ operators }) => operators],
  ['identity.guests', ({ identity }) => identity.guests],
  ['retention', ({ retention }) => retention],
]

const textOf = (part: unknown): string => JSON.stringify(part) ?? ''

/** The settings that differ and need a restart. */
export const restartFor = (from: Config, to: Config): readonly string[] =>
  atStart.flatMap(([name, of]) => (textOf(of(from)) === textOf(of(to)) ? [] : [name]))
