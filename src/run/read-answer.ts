import type { Alarm, AnswerTable } from '../command/answer.ts'
import type { Answer, AnyRead } from '../command/define.ts'
import type { Command } from '../command/load.ts'
import type { Past } from '../command/past.ts'
import type { Json } from '../command/plan.ts'
import type { Message } from '../message/message.ts'
import type { Principal } from '../policy/person.ts'
import { bind } from '../systems/bind.ts'
import { pageAt } from '../systems/page.ts'
import type { Connection } from '../systems/system.ts'
import { viewOf } from '../systems/view.ts'
import type { Context } from './context.ts'
import type { Doing } from './doing.ts'
import { limited, limitsOf } from './limits.ts'
import { nextOf } from './next-lines.ts'
import { pastOf } from './past-lines.ts'
import { mustBeAllowed } from './refuse.ts'
import { shownTable, type TakeRows } from './rows.ts'
import type { Seen } from './seen.ts'
import type { ResolvedLine } from './target.ts'

/** Who asks, and where. */
export interface ReadFor {
  readonly principal: Principal
  readonly channel?: string
  /** The time zone of the person, `Europe/Paris`, if it is known. */
  readonly timeZone?: string | undefined
  /** Where to store all rows of a table for these people; nowhere if it returns undefined. */
  readonly takeRows?: (seen: Seen) => TakeRows | undefined
  /** What was asked before, if it isn't what this person and this channel asked. */
  readonly past?: () => Promise<Past>
}

/** A read command that runs for a line. */
export interface Reading {
  readonly context: Context
  readonly command: Command & AnyRead
  readonly target: ResolvedLine
  readonly question: ReadFor
  readonly seen: Seen
  readonly signal: AbortSignal
  /** What it goes on with, if another process began it. */
  readonly resume?: Json
  /** Called once it only waits for something that goes on elsewhere. */
  readonly onElsewhere?: () => void
  /** The optional scopes that it turned out to need, which whoever sees its rows later needs too. */
  readonly needed: Set<string>
}

/** The connections that were read. */
export const connectionsOf = ({ connection, other }: Pick<ResolvedLine, 'connection' | 'other'>): readonly string[] => [
  connection.id,
  ...(other ? [other.id] : []),
]

/** What the command is given. */
const givenFor = (reading: Reading) => {
  const { context, command, target, question, signal } = reading
  const { args, connection, other, now } = target
  const side = (of: Connection) => ({
    on: of.id.slice(of.id.indexOf('/') + 1),
    api: bind(of, command.scopes, signal),
    source: of.source,
    ...viewOf(of, [...command.scopes, ...(command.optionalScopes ?? [])]),
  })
  const here = side(connection)
  const sides = other && { here, there: side(other) }
  const { clock } = context.world
  return {
    ...here,
    args,
    need: needFor(reading),
    may: mayFor(reading),
    past: question.past ?? pastFor(reading),
    signal,
    clock,
    now,
    timeZone: question.timeZone ?? 'UTC',
    ...sides,
  }
}

/** What an alert about this answer names, if its command says so. */
export const readAlarm = async (reading: Reading, about: readonly string[]): Promise<Alarm | undefined> =>
  reading.command.alarm?.({ ...givenFor(reading), about })

/** Runs the command: yields what it is doing, and returns what it answers. */
export async function* readAnswer(reading: Reading): AsyncGenerator<Doing, Answer, void> {
  const { command, target, question, seen, signal } = reading
  const { args, connection, other, now } = target
  const given = givenFor(reading)
  const { resume } = reading
  const running = resume !== undefined && command.resume ? command.resume({ ...given, resume }) : command.run(given)
  const limits = limitsOf(command, [connection, ...(other ? [other] : [])], signal)
  if (!(Symbol.asyncIterator in running)) return limited(await running, await limits)
  for (;;) {
    const step = await running.next()
    if (step.done) return limited(step.value, await limits)
    const { resume: needed, isAsking, ...said } = step.value
    if (needed === undefined) yield { ...said, to: seen.to }
    else {
      if (!isAsking) reading.onElsewhere?.()
      const { isNamed } = target
      const about = { command: command.name, connection: connection.id, args, isNamed, seen, now }
      yield { ...said, to: seen.to, resume: JSON.stringify({ ...about, timeZone: question.timeZone, resume: needed }) }
    }
  }
}

/** Gives the reads of a scope that only some objects take, if the person has it there. */
const needFor =
  ({ context, command, target: { connection }, question: { principal, channel }, signal, needed }: Reading) =>
  async (scope: string) => {
    const { name, optionalScopes = [] } = command
    if (!optionalScopes.includes(scope)) throw new TypeError(`${name} does not declare the scope ${scope}`)
    const right = { command: name, scopes: [scope], connection: connection.id, ...(channel && { channel }) }
    await mustBeAllowed(context, principal, right)
    needed.add(scope)
    return bind(connection, [scope], signal)
  }

/** Of an answer for whoever asked: whose it is, and what is needed to share it. */
export const ownOf = ({ seen, target, needed }: Reading) =>
  seen.privacy && { own: { privacy: seen.privacy, connections: connectionsOf(target), needed: [...needed] } }

const pastFor =
  ({ context, command, target, question: { principal, channel }, seen }: Reading) =>
  () =>
    pastOf({ context, command, connection: target.connection.id, person: principal.id, channel, seen })

/** Whether the person has a scope there that only some objects take. */
const mayFor =
  ({ context, target: { connection }, question: { principal, channel } }: Reading) =>
  (scope: string): boolean =>
    context.policy.decide(principal, { scopes: [scope], connection: connection.id, ...(channel && { channel }) })
      .allowed

/** The rows of a query, in which null is a value. */
const withNulls = (table: AnswerTable): AnswerTable => ({
  ...table,
  columns: table.columns.map((column) => ({ ...column, nulls: true })),
})

const isWatchable = ({ compares, facts = {} }: AnyRead): boolean =>
  !compares && Object.values(facts).some((unit) => unit !== 'text')

/** The message of an answer. The rows of its table come from the system as well, so they are read before the line ends. */
export const answerMessage = async (reading: Reading, answer: Answer): Promise<Message> => {
  const { context, command, target, question, seen } = reading
  const { args, connection, other, now } = target
  const about = { command: command.name, connections: connectionsOf(target), needed: [...reading.needed] }
  const given = command.answers === 'rows' && answer.table ? withNulls(answer.table) : answer.table
  const shown = given && (await shownTable(given, about, question.takeRows?.(seen)))
  const readAt = Math.min(now, connection.oldest ?? now, other?.oldest ?? now)
  const { id } = connection
  const whole = other ? `${connection.source} and ${other.source}` : connection.source
  const source = seen.privacy === 'personal' ? `${whole}, with the access of ${question.principal.name}` : whole
  const { provenance, facts, page, next, notes = [], table: _, unchecked: __, ...rest } = answer
  const said = [...notes, ...(shown?.notes ?? [])]
  const link = pageAt(connection, { args, page })
  return {
    tone: 'answer',
    connection: other ? `${id} and ${other.id}` : id,
    ...rest,
    ...(shown && { table: shown.table }),
    ...((answer.notes !== undefined || said.length > 0) && { notes: said }),
    ...(next && nextOf(context, next, target)),
    ...(facts && { facts: Object.fromEntries(Object.entries(facts).map(([name, figure]) => [name, figure ?? null])) }),
    ...(isWatchable(command) && { isWatchable: true as const }),
    provenance: { readAt, source, ...(link !== undefined && { link }), ...provenance },
  }
}
