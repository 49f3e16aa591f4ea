import { parseArgs } from 'node:util'
import { didYouMean, misspelledAs } from '../config/nearest.ts'
import { UserError } from '../errors.ts'
import { literal } from '../message/literal.ts'
import { listed } from '../policy/scope-words.ts'
import { always, type OptionName, options } from './options.ts'
import { overview, verbHelp, verbUsage } from './usage.ts'
import { type Verb, type VerbName, verbs } from './verbs.ts'

/** The options of a call, by name. */
export type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>['values']

/** One call of the command line: a verb with what follows it, or something that is only shown. */
export type CliCall =
  | { readonly verb: VerbName; readonly rest: readonly string[]; readonly values: Values }
  | { readonly show: 'version' }
  | { readonly show: 'help'; readonly text: string; readonly wanted: boolean }

/** Reads the words after `coxswain`; throws UserError, one sentence that names the nearest, if one isn't known. */
export const readCall = (args: readonly string[]): CliCall => {
  const read = parseArgs({ args: [...args], options, allowPositionals: true, strict: false, tokens: true })
  const [first, ...rest] = read.positionals
  const isHelp = first === 'help'
  const word = isHelp ? rest[0] : first
  const verb = word === undefined ? undefined : verbNamed(word)
  if (isHelp || read.values.help === true || first === undefined) {
    if (read.values.version === true && !isHelp) return { show: 'version' }
    const text = verb === undefined ? overview() : verbHelp(verb)
    return { show: 'help', text, wanted: isHelp || read.values.help === true }
  }
  if (read.values.version === true) return { show: 'version' }
  if (verb === undefined) throw new Error('a call without a verb')
  for (const token of read.tokens) if (token.kind === 'option') checkOption(verb, token)
  return { verb, rest, values: read.values as Values }
}

/** What is wrong with the words after a verb. */
export const wordsMistake = (verb: VerbName): UserError =>
  new UserError(`It must be \`${verbUsage(verb)}\`; \`coxswain ${verb} --help\` says more.`)

const verbNamed = (word: string): VerbName => {
  if (Object.hasOwn(verbs, word)) return word as VerbName
  const near = didYouMean(word, Object.keys(verbs))
  throw new UserError(`coxswain has no subcommand ${literal(word, 60)}.${near || ' `coxswain --help` lists them.'}`)
}

interface Given {
  readonly name: string
  readonly rawName: string
  readonly value: string | undefined
  readonly inlineValue: boolean | undefined
}

const checkOption = (verb: VerbName, { name, rawName, value, inlineValue }: Given): void => {
  const { options: own }: Verb = verbs[verb]
  const known: readonly OptionName[] = [...own, ...always]
  const option = known.find((one) => one === name)
  const typed = literal(rawName, 60)
  if (option === undefined) {
    const names = known.map((one) => `--${one}`)
    const near = misspelledAs(rawName, names)
    const instead = near === undefined ? `it takes ${listed(names)}.` : `did you mean ${near}?`
    throw new UserError(`coxswain ${verb} has no option ${typed}; ${instead}`)
  }
  const { type } = options[option]
  if (type === 'boolean' && value !== undefined) throw new UserError(`${typed} takes no value.`)
  if (type === 'string' && (value === undefined || (!inlineValue && value.startsWith('-'))))
    throw new UserError(`${typed} needs a value; \`coxswain ${verb} --help\` says which.`)
}
