import { always, type OptionName, options, optionText } from './options.ts'
import { type Verb, type VerbName, verbs } from './verbs.ts'

const columns = (rows: readonly (readonly [string, string])[]): string => {
  const width = Math.max(...rows.map(([left]) => left.length))
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join('\n')
}

const optionLines = (names: readonly OptionName[]) =>
  `Options:\n${columns(names.map((name) => [optionText(name), options[name].says]))}`

/** How a verb is called: `coxswain backup <file>`. */
export const verbUsage = (name: VerbName): string => {
  const { takes, options: own }: Verb = verbs[name]
  return ['coxswain', name, takes, own.length > 0 ? '[options]' : ''].filter((part) => part !== '').join(' ')
}

/** What `coxswain <verb> --help` prints. */
export const verbHelp = (name: VerbName): string => {
  const { does, options: own }: Verb = verbs[name]
  const sentence = `${does.charAt(0).toUpperCase()}${does.slice(1)}.`
  return [`Usage: ${verbUsage(name)}`, sentence, optionLines([...own, ...always])].join('\n\n')
}

/** What `coxswain --help` prints: each verb in a line. */
export const overview = (): string => {
  const lines = Object.entries<Verb>(verbs).map(([name, { takes, does }]) => [`${name} ${takes}`.trim(), does] as const)
  return [
    'Usage: coxswain <subcommand> [options]',
    `Subcommands:\n${columns(lines)}`,
    optionLines(always),
    '`coxswain <subcommand> --help` lists the options of a subcommand.',
  ].join('\n\n')
}
