import { UserError } from '../../errors.ts'
import { whenText } from '../condition/when-text.ts'
import { scheduleText } from '../schedule/schedule-text.ts'
import { splitWatch } from './split-line.ts'
import type { WatchClauses, WatchLine } from './watch-line.ts'

const quotes = ['""', "''", '``', '«»'] as const

/** The clauses of a watch as they are typed. */
export const clausesOf = ({ schedule, posts, ping, missed }: WatchClauses): string =>
  [
    ...(schedule ? [scheduleText(schedule)] : []),
    ...(posts === undefined ? [] : [posts === 'changes' ? 'on change' : `when ${whenText(posts.when)}`]),
    ...(ping ? [`ping @${ping.group}${ping.always ? ' always' : ''}`] : []),
    ...(missed === 'skip' ? ['skip missed'] : []),
  ].join(' ')

const isReadAs = (typed: string, line: string): boolean => {
  try {
    return splitWatch(typed).watch.line === line
  } catch (error) {
    if (error instanceof UserError) return false
    throw error
  }
}

/** The text that `splitWatch` reads as this: the line bare, or in quotes if some word of it would end it. */
export const watchText = (watch: WatchLine): string => {
  const clauses = clausesOf(watch)
  const forms = [watch.line, ...quotes.map(([open = '', close = '']) => `${open}${watch.line}${close}`)]
  const typed = forms.map((form) => `${form} ${clauses}`)
  return typed.find((one) => isReadAs(one, watch.line)) ?? `${watch.line} ${clauses}`
}
