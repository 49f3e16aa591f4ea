import { readLine, type Word } from '../../command/line-words.ts'
import { loose } from '../../command/loose.ts'
import { UserError } from '../../errors.ts'
import { type Read, readWatchClauses, watchWords } from './read-clauses.ts'
import type { WatchLine } from './watch-line.ts'

/** How many places are tried, from the end: more than a line can have clauses. */
const most = 10

const begins = ({ text, quoted, flag }: Word): boolean =>
  !quoted && flag === undefined && watchWords.some((word) => word === loose(text))

interface Attempt {
  readonly read: Read
  readonly error?: UserError
  /** `… on staging` alone belongs to the line. */
  readonly isOnlyOn: boolean
}

const attempt = (text: string, start: number): Attempt => {
  const read: Read = { clauses: {}, count: 0 }
  try {
    readWatchClauses(text.slice(start), read)
    return { read, isOnlyOn: read.on !== undefined && read.count === 1 }
  } catch (error) {
    if (error instanceof UserError) return { read, error, isOnlyOn: false }
    throw error
  }
}

/** A watch, as it is understood. */
interface SplitLine {
  readonly watch: WatchLine
  /** Why an earlier word begins no clause, so that it belongs to the line: to be said if the line is not understood. */
  readonly doubt?: string
}

/** The command in front of the clauses; one that is a single text in quotes is what is in them. */
const commandIn = (text: string, words: readonly Word[]): string => {
  const [first] = words
  if (first === undefined) throw new UserError('Name the command to watch in front: “compliance every 5m”.')
  return words.length === 1 && first.quoted ? first.text.trim() : text.slice(first.start, words.at(-1)?.end)
}

/** What is wrong with a line whose clauses are not understood: of those that begin well, what the first of them says. */
const errorOf = (attempts: readonly Attempt[]): UserError =>
  (attempts.find(({ read }) => read.count > 0) ?? attempts.at(-1))?.error ??
  new UserError('Say how often to look, or when to post: “every 1h”, “when failing > 10”, “on change”.')

/**
 * Splits what follows `watch` into the line that is asked and the clauses: `compliance every 5m when failing > 10`. The line
 * ends at the first of the last words that begin a clause from which all is understood, so names may have such words too.
 * Throws UserError for what is no watch.
 */
export const splitWatch = (typed: string): SplitLine => {
  // A word before it, so that nothing of it is taken for a slash, the bot's name or the quotes around a whole line.
  const { text, words } = readLine(`watch ${typed}`)
  const attempts: Attempt[] = []
  for (const word of words.slice(1).filter(begins).slice(-most)) {
    const tried = attempt(text, word.start)
    attempts.push(tried)
    if (tried.error !== undefined || tried.isOnlyOn) continue
    const line = commandIn(text, words.slice(1, words.indexOf(word)))
    const { clauses, on } = tried.read
    const [before] = attempts.flatMap(({ error }) => error ?? [])
    const watch = { line: on === undefined ? line : `${line} on ${on}`, ...clauses }
    return { watch, ...(before && { doubt: before.message }) }
  }
  throw errorOf(attempts)
}
