import type { SlashCommand, User } from '../../../client.ts'

/** One line that what is typed could become. */
export interface Completion {
  /** As shown: `/rudder rule disable <rule>`. */
  readonly line: string
  readonly help: string
  /** What the composer holds when it is taken; the same as is typed where only names of one's own are missing. */
  readonly becomes: string
}

const most = 8
const isOwn = (word: string) => /^[<[]/.test(word)
const wordsOf = (text: string) => text.trim().split(/\s+/).filter(Boolean)

/** The words of a line before the first that a person fills in. */
const fixedOf = (line: string): readonly string[] => {
  const words = wordsOf(line)
  const own = words.findIndex(isOwn)
  return own < 0 ? words : words.slice(0, own)
}

/** True where what is typed is a beginning of the line; past its fixed words anything fits. */
const begins = (line: string, typed: readonly string[], open: boolean): boolean => {
  const fixed = fixedOf(line)
  const isWhole = fixed.length === wordsOf(line).length
  return typed.every((word, index) => {
    const expected = fixed[index]
    if (expected === undefined) return !isWhole
    const isLast = index === typed.length - 1 && open
    return isLast ? expected.startsWith(word.toLowerCase()) : expected === word.toLowerCase()
  })
}

/** The line has each of the typed words as a beginning of one of its own: `dis` finds `rule disable`. */
const has = (line: string, typed: readonly string[]): boolean =>
  typed.every((word) => fixedOf(line).some((one) => one.startsWith(word.toLowerCase())))

const ofCommand = (command: SlashCommand, rest: string): readonly Completion[] => {
  const typed = wordsOf(rest)
  const open = !/\s$/.test(rest)
  const first = command.completions.filter((line) => begins(line, typed, open))
  const others =
    typed.length === 1 && open ? command.completions.filter((line) => !first.includes(line) && has(line, typed)) : []
  const now = `${command.command} ${rest}`
  return [...first, ...others].slice(0, most).map((line) => {
    const fixed = fixedOf(line)
    const goesOn = fixed.length < wordsOf(line).length
    const taken = `${[command.command, ...fixed].join(' ')}${goesOn ? ' ' : ''}`
    const isDone = first.includes(line) && typed.length >= fixed.length && now.length >= taken.length
    return { line: `${command.command} ${line}`, help: '', becomes: isDone ? now : taken }
  })
}

/** What a typed line could become: commands, their lines, or people after an `@`. */
export const completionsOf = (
  text: string,
  commands: readonly SlashCommand[],
  users: readonly User[],
): readonly Completion[] => {
  const mention = /(^|\s)@(\w*)$/.exec(text)
  if (mention && !text.startsWith('/')) {
    const typed = (mention[2] ?? '').toLowerCase()
    const before = text.slice(0, text.length - typed.length)
    return users
      .filter(({ name }) => name.toLowerCase().startsWith(typed))
      .slice(0, most)
      .map(({ name, may }) => ({ line: `@${name}`, help: may, becomes: `${before}${name} ` }))
  }
  if (!text.startsWith('/') || text.includes('\n')) return []
  const word = text.split(' ', 1)[0] ?? ''
  const exact = commands.find(({ command }) => command === word)
  if (exact && text.length > word.length) return ofCommand(exact, text.slice(word.length + 1))
  return commands
    .filter(({ command }) => command.startsWith(word))
    .map(({ command, description, hint }) => ({
      line: hint ? `${command} ${hint}` : command,
      help: description,
      becomes: `${command} `,
    }))
}
