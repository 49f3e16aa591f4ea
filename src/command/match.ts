import { UserError } from '../errors.ts'
import { literal } from '../message/literal.ts'
import { type Command, systemOf } from './command.ts'
import { type CommandForm, formsOf, runsBare } from './forms.ts'
import type { Line, Word } from './line-words.ts'
import { loose } from './loose.ts'
import { nearestCommands, nearestWord } from './nearest.ts'
import { helpOn, positionals, usage } from './usage.ts'

/** The command that a line names, and the words after its name. */
export interface Match {
  readonly command: Command
  readonly rest: readonly Word[]
  /** If `show` was left out and the first word is nearly a verb (`rudder rule disble ssh`): the line that was probably meant. */
  readonly meant?: string
}

const bare = (word: Word | undefined): string | undefined =>
  word === undefined || word.quoted || word.flag !== undefined ? undefined : loose(word.text)

/** The words of a line as they are compared. */
const saidIn = (words: readonly Word[]): readonly (string | undefined)[] => words.map(bare)

const begins = (said: readonly (string | undefined)[], form: CommandForm): boolean =>
  form.words.every((formWord, i) => said[i] === formWord)

/** `rudder rule` alone is the list, `rudder rule ssh` shows one; the spelling of a path comes first. */
const rank = (form: CommandForm, rest: readonly Word[]): number => {
  const isBare = rest.length === 0
  const suits = runsBare(form.command) === isBare ? 2 : 0
  if (!form.own || isChoiceOfNumber(form, rest)) return suits
  return suits + (isBare && !runsBare(form.command) ? 1 : 4)
}

/** `rudder requests 42`: a word in place of a choice that is none of the choices is a number. */
const isChoiceOfNumber = ({ command }: CommandForm, [first]: readonly Word[]): boolean =>
  isNumber(first) && positionals(command)[0]?.kind === 'choice'

const isNumber = (word: Word | undefined): boolean => /^#?\d+$/.test(bare(word) ?? '')

const longest = (forms: readonly CommandForm[], words: readonly Word[]): CommandForm | undefined => {
  const said = saidIn(words)
  const found = forms.filter((form) => begins(said, form))
  const length = Math.max(0, ...found.map((form) => form.words.length))
  const best = found.filter((form) => form.words.length === length)
  const rest = words.slice(length)
  return best.sort((a, b) => rank(b, rest) - rank(a, rest))[0]
}

/** The words that help is asked for, or undefined if the line is no call for help. */
const helpFor = (commands: readonly Command[], words: readonly Word[]): readonly Word[] | undefined => {
  const asks = (word: Word | undefined) => bare(word) === 'help' || bare(word) === '?'
  const [first, second] = words
  const flag = words.findIndex((word) => word.flag?.name === 'help')
  if (flag !== -1) return words.slice(0, flag)
  if (first === undefined) return []
  if (asks(first)) return words.slice(1)
  const system = bare(first)
  if (system !== 'cox' && !commands.some((command) => systemOf(command) === system)) return undefined
  const subject = system === 'cox' ? [] : [first]
  if (second === undefined) return subject
  return asks(second) ? [...subject, ...words.slice(2)] : undefined
}

/** What shows a command without running a write, or an example of somebody else's objects: itself, or its help. */
const toPress = (command: Command): string =>
  command.kind !== 'write' && runsBare(command) ? command.name : helpOn(command)

const unknown = (commands: readonly Command[], words: readonly Word[]): UserError => {
  const typed = words.map((word) => word.text)
  const near = nearestCommands(commands, typed)
  const [best] = near
  if (best !== undefined) {
    const { command } = best
    const said = literal(typed.slice(0, Math.max(best.words, 1)).join(' '), 80)
    return new UserError(
      `There is no “${said}”. Did you mean “/${command.name}”? Type “/${usage(command)}”: ${command.summary}`,
      near.map((n) => toPress(n.command)),
    )
  }
  const system = bare(words[0])
  const help = commands.some((command) => systemOf(command) === system) ? `cox help ${system}` : 'cox help'
  const said = literal(typed.slice(0, 3).join(' '), 80)
  return new UserError(`There is no “${said}”. “/${help}” lists what there is.`, [help])
}

/** Finds the command with the longest name that the line begins with; throws UserError with what may have been meant. */
export const match = (commands: readonly Command[], line: Line): Match => {
  const help = commands.find((command) => command.name === 'cox help')
  const subject = help && helpFor(commands, line.words)
  if (help && subject !== undefined) return { command: help, rest: subject }

  const forms = formsOf(commands)
  const words = verbFirst(commands, line.words)
  const form = longest(forms, words)
  if (form === undefined) {
    // `coxswain whoami`, if the bot's name was dropped from the line.
    const local = forms.find(
      ({ words: [, ...tail], command }) =>
        command.kind === 'local' && tail.length > 0 && tail.every((word, i) => bare(words[i]) === word),
    )
    if (local === undefined) throw unknown(commands, words)
    return { command: local.command, rest: words.slice(local.words.length - 1) }
  }
  const { command } = form
  const rest = words.slice(form.words.length)
  const asksHelp = rest.length === 1 && bare(rest[0]) === '?'
  if (help && asksHelp) return { command: help, rest: words.slice(0, form.words.length) }
  // `rudder rule disble ssh` needs a name after its verb; `rill veiws` doesn't.
  const isWhole = form.own && form.words.length > 1
  if (isWhole || form.words.length > 2 || rest.length < form.words.length) return { command, rest }
  const verb = meantVerb(commands, form.words, bare(rest[0]))
  if (verb === undefined) return { command, rest }
  return { command, rest, meant: [verb.name, ...rest.slice(1).map((word) => word.raw)].join(' ') }
}

/** `rudder request 42 accept` is `rudder request accept 42`: what is known by a number is named before what is done to it. */
const verbFirst = (commands: readonly Command[], words: readonly Word[]): readonly Word[] => {
  const [system, noun, number, verb, ...rest] = words
  if (!system || !noun || !number || !verb || !isNumber(number)) return words
  const turned = [system, noun, verb, number, ...rest]
  const said = saidIn(turned)
  return formsOf(commands).some((form) => form.words.length === 3 && begins(said, form)) ? turned : words
}

/** The command one word longer than what was typed whose last word is nearly the next one. */
const meantVerb = (
  commands: readonly Command[],
  before: readonly string[],
  typed: string | undefined,
): Command | undefined => {
  const at = before.length
  const verbs = commands.filter(({ words }) => words.length === at + 1 && before.every((word, n) => words[n] === word))
  const last = (words: readonly string[]) => words[at] ?? ''
  const near =
    typed &&
    nearestWord(
      typed,
      verbs.map(({ words }) => last(words)),
    )
  return verbs.find(({ words }) => last(words) === near)
}
