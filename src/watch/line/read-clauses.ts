import { Cursor, said } from '../../command/clauses/cursor.ts'
import { loose } from '../../command/loose.ts'
import { nearestWord } from '../../command/nearest.ts'
import { UserError } from '../../errors.ts'
import { readWhen } from '../condition/read-when.ts'
import { takeSchedule } from '../schedule/read-schedule.ts'
import type { WatchClauses, WatchPing } from './watch-line.ts'

/** The words that begin a clause. */
export const watchWords = ['every', 'at', 'hourly', 'daily', 'when', 'on', 'ping', 'skip'] as const

type Writable<T> = { -readonly [K in keyof T]: T[K] }

/** The clauses as far as they were read, and where they say another connection. */
export interface Read {
  readonly clauses: Writable<WatchClauses>
  on?: string
  /** How many clauses were understood. */
  count: number
}

const once = (isNew: boolean, what: string): void => {
  if (!isNew) throw new UserError(`The line says ${what} twice. Keep one of them.`)
}

const handle = /^@?([\p{L}\p{N}][\p{L}\p{N}._-]{0,79})$/u
const everyone: ReadonlySet<string> = new Set(['here', 'channel', 'everyone', 'group', 'someone'])

const takePing = (cursor: Cursor): WatchPing => {
  const isFirst = cursor.takeWords('always')
  const { next } = cursor
  const group = next === undefined || next.kind === 'mark' ? undefined : handle.exec(next.text)?.[1]
  if (next === undefined || group === undefined) throw cursor.wanted('a user group such as “@oncall” after “ping”')
  if (everyone.has(loose(group)))
    throw new UserError(`I ping user groups only, not ${said(next)}. Name one, such as “ping @oncall”.`)
  cursor.step()
  return { group, always: isFirst || cursor.takeWords('always') }
}

const isOnChange = (cursor: Cursor): boolean => cursor.takeWords('on', 'change') || cursor.takeWords('on', 'changes')

const readOne = (cursor: Cursor, read: Read): boolean => {
  const { clauses } = read
  const schedule = takeSchedule(cursor)
  if (schedule !== undefined) {
    once(clauses.schedule === undefined, 'how often')
    clauses.schedule = schedule
  } else if (isOnChange(cursor)) {
    once(clauses.posts === undefined, 'what to post (“when …” or “on change”)')
    clauses.posts = 'changes'
  } else if (cursor.takeWords('when')) {
    once(clauses.posts === undefined, 'what to post (“when …” or “on change”)')
    clauses.posts = { when: readWhen(cursor) }
  } else if (cursor.takeWords('ping')) {
    once(clauses.ping === undefined, 'whom to ping')
    clauses.ping = takePing(cursor)
  } else if (cursor.takeWords('skip')) {
    if (!cursor.takeWords('missed')) throw cursor.wanted('“missed” after “skip”')
    clauses.missed = 'skip'
  } else if (cursor.takeWords('on')) {
    once(read.on === undefined, 'the connection')
    const name = cursor.step()
    if (name === undefined || name.kind === 'mark') throw cursor.wanted('“change” or a connection after “on”')
    read.on = name.text
  } else return false
  return true
}

const notUnderstood = (cursor: Cursor): UserError => {
  const { next, last } = cursor
  if (next === undefined) return cursor.wanted('more')
  const near =
    next.kind === 'word' ? nearestWord(next.text.slice(0, 40), [...watchWords, 'and', 'or', 'until', 'for']) : undefined
  const hint = near === undefined || next.text[0]?.toLowerCase() !== near[0] ? '' : ` Did you mean “${near}”?`
  return new UserError(`I don’t understand ${said(next)}${last === undefined ? '' : ` after ${said(last)}`}.${hint}`)
}

/** Reads the clauses of a watch into `read`, in any order; throws UserError unless the whole text is clauses. */
export const readWatchClauses = (text: string, read: Read): void => {
  const cursor = new Cursor(text)
  while (cursor.next !== undefined) {
    if (!readOne(cursor, read)) throw notUnderstood(cursor)
    read.count++
  }
}
