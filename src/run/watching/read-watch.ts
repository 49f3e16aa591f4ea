import { scopesOf } from '../../command/command.ts'
import type { AnyRead } from '../../command/define.ts'
import type { Command } from '../../command/load.ts'
import { parseLine } from '../../command/parse.ts'
import { FailedError, isGone, SystemError, type SystemErrorKind, UserError } from '../../errors.ts'
import type { Message } from '../../message/message.ts'
import { askedBy, type Principal } from '../../policy/person.ts'
import { listed } from '../../policy/scope-words.ts'
import type { Watch } from '../../store/watches.ts'
import type { Connection } from '../../systems/system.ts'
import type { Context } from '../context.ts'
import { clauseOf } from '../explain.ts'
import { answerMessage, type Reading, readAlarm, readAnswer } from '../read-answer.ts'
import { readingAs, readingFor } from '../reading.ts'
import { type Seen, seenBy } from '../seen.ts'
import { TimedOut, withTimeout } from '../timeout.ts'
import { tableFigures } from './figures.ts'
import { ownReading, type Readings } from './shared-readings.ts'
import { sourceShown, voidedBy } from './shown-to.ts'
import type { WatchAnswer, WatchRead } from './watch-read.ts'

/** How long one reading may take, in milliseconds; less than a watch is held for. */
const limitMs = 2 * 60_000

/** How long it may take to read what an alert names: both end before the watch is anybody else's. */
const alarmMs = 30_000

/** What a watch reads, and for whom. */
export type ReadsFor = Pick<Watch, 'channel' | 'connection' | 'line' | 'command' | 'args' | 'shown_to'> & {
  readonly owner: Principal
}

/** What its table is read for, which can be read once: the figures of a condition, or to be shown. */
type Wanted = 'figures' | 'message'

type Stopped = Extract<WatchRead, { readonly how: 'stopped' }>

const stopped = (why: string, isPosted = true): Stopped => ({ how: 'stopped', why, isPosted })

/** True for the direct messages of one person, where nobody else sees an answer. */
export const isDirect = (channel: string): boolean => channel.startsWith('D')

const commandOf = ({ commands }: Context, name: string): (Command & AnyRead) | undefined => {
  const command = commands.find((one) => one.name === name)
  return command?.kind === 'read' ? command : undefined
}

const connectionIn = ({ connections }: Context, id: string): Connection | undefined =>
  connections.find(({ connection }) => connection.id === id)?.connection

/** Whether the owner may read it there, at this moment. */
export const mayRead = async (
  context: Context,
  { owner, channel, connection }: ReadsFor,
  command: Command & AnyRead,
): Promise<{ readonly principal: Principal } | Extract<WatchRead, { readonly how: 'stopped' | 'unsure' }>> => {
  const { people, policy } = context
  const [principal, standing] = await Promise.all([
    people.fresh(owner),
    people.standing?.(owner, channel) ?? ('in' as const),
  ])
  if (principal === undefined || standing === undefined) return { how: 'unsure' }
  if (typeof standing === 'object') return stopped(standing.closed, false)
  if (principal === 'gone') return stopped(`The account of ${owner.name} can't be used here any more.`)
  if (standing === 'left') return stopped(`${owner.name} has left the channel.`)
  const { allowed, missing } = policy.decide(principal, { scopes: scopesOf(command), connection, channel })
  if (allowed) return { principal }
  const not = listed(missing.map(policy.words), 'or')
  return stopped(`${owner.name} may no longer ${not} on ${connection} (needs ${listed(missing)}).`)
}

/** Which of the scopes that only some objects take the owner has there: of those who have all, one may read for another. */
const rightsOf = (
  { policy }: Context,
  { optionalScopes = [] }: AnyRead,
  principal: Principal,
  { connection, channel }: ReadsFor,
): string =>
  optionalScopes.every((scope) => policy.decide(principal, { scopes: [scope], connection, channel }).allowed)
    ? 'all'
    : principal.id

/**
 * Reads once for a watch, with the rights that its owner has at this moment, or uses what another watch reads with the same
 * ones. In a channel it is read with the bot's tokens alone, unless its owner confirmed who else sees what only the owner may
 * read; in direct messages with the owner's own access, if there is one. Never throws.
 */
export const readWatch = async (
  given: Context,
  reads: ReadsFor,
  wanted: Wanted,
  readings: Readings = ownReading,
): Promise<WatchRead> => {
  const { channel, line } = reads
  const command = commandOf(given, reads.command)
  const connection = connectionIn(given, reads.connection)
  if (!command) return stopped(`“${reads.command}” is not a command any more.`)
  if (!connection) return stopped(`The connection ${reads.connection} is no longer in the settings.`)
  try {
    const right = await mayRead(given, reads, command)
    if (!('principal' in right)) return right
    const { principal } = right
    const { shown_to } = reads
    const own = isDirect(channel) || shown_to !== null
    const context = own ? readingAs(given, principal) : readingFor(given, { person: principal.id, brief: true })
    const ids = given.connections.map((one) => one.connection.id)
    const parsed = parseLine(given.commands, line, { connections: ids })
    const seen = shown_to === null ? seenBy(given, parsed, { channel, isPersonal: false }) : openly
    if (command.answers === 'personal' && !own)
      return stopped(`What “${command.name}” reads is for whoever asks, so only direct messages with me can watch it.`)
    const asked = connectionIn(context, reads.connection) ?? connection
    if (shown_to !== null) {
      const over = await overBecause(given, { ...reads, shown_to }, { command, asked, principal })
      if (over) return over
    }
    const whose = own ? principal.id : rightsOf(given, command, principal, reads)
    const key = JSON.stringify([asked.id, command.name, reads.args, seen, wanted, own, whose])
    const answer = await readings.of(key, (signal) => {
      const prepared = { command, connection: asked, principal, seen, wanted, signal }
      const reading = withTimeout(given.world.clock, limitMs, read(context, reads, prepared))
      return reading.catch(
        (error) => (shown_to === null ? undefined : ownRefused(error, principal)) ?? failureOf(given, reads, error),
      )
    })
    if (answer.how !== 'answered') return answer
    const alarm = (about: readonly string[]) =>
      readings
        .of(`alarm ${JSON.stringify(about)} ${key}`, async (signal) => {
          const prepared = { command, connection: asked, principal, seen, wanted, signal }
          const work = readAlarm(readingOf(context, reads, prepared), about)
          return { how: 'answered', alarm: await withTimeout(given.world.clock, alarmMs, work) }
        })
        .then((read) => read.alarm)
        .catch((error: unknown) => {
          given.world.log.warn('watch.alarm', { connection: asked.id, line }, error)
          return undefined
        })
    const message = { asked: askedBy(principal, line), ...answer.message }
    return { ...answer, message: shown_to === null ? message : whoseAccess(message, principal), alarm }
  } catch (error) {
    return failureOf(given, reads, error)
  }
}

/** Everybody in the channel sees it. */
const openly: Seen = { to: 'channel' }

/** An answer with whose access it shows, for those who see it in a channel. */
const whoseAccess = (message: Message, principal: Principal): Message => {
  const { provenance } = message
  return provenance
    ? { ...message, provenance: { ...provenance, source: sourceShown(provenance.source, principal) } }
    : message
}

/** Why a watch may no longer show what only its owner may read; undefined if it may. */
const overBecause = async (
  context: Context,
  reads: ReadsFor & { readonly shown_to: string },
  {
    command,
    asked,
    principal,
  }: { readonly command: Command & AnyRead; readonly asked: Connection; readonly principal: Principal },
): Promise<Extract<WatchRead, { readonly how: 'stopped' | 'unsure' }> | undefined> => {
  if (command.answers !== 'personal' && !(await asked.isPersonal()))
    return stopped(`${principal.name} has no access of their own to ${asked.id} any more, and it was read with that.`)
  const over = await voidedBy(context, reads, principal)
  if (over === undefined) return undefined
  return over === 'unsure' ? { how: 'unsure' } : stopped(over.why)
}

/** That the system refuses a key of the owner's own, which nobody else can make good. */
const ownRefused = (error: unknown, { name }: Principal) =>
  error instanceof SystemError && error.ownKey && (error.kind === 'auth' || error.kind === 'forbidden')
    ? stopped(`${error.connection} refuses the key of ${name}, with which it is read.`)
    : undefined

const clauses: Readonly<Record<SystemErrorKind, string>> = {
  auth: "it doesn't accept the bot's token",
  forbidden: "it doesn't let the bot's token do this",
  'not-found': "it doesn't have this any more",
  'rate-limited': 'it refuses more requests for now',
  timeout: "it didn't answer in time",
  unreachable: "it can't be reached",
  'too-large': 'it answered with more than can be read at once',
  'unexpected-answer': "its answer isn't understood",
  unavailable: 'it is starting or down for maintenance',
  rejected: 'it refused this',
  version: "its version isn't supported",
  'too-old': 'it is too old for this',
}

/** What an error means for a watch. */
export const failureOf = (
  context: Context,
  { line, connection: id }: Pick<ReadsFor, 'line' | 'connection'>,
  error: unknown,
): Extract<WatchRead, { readonly how: 'failed' | 'stopped' }> => {
  if (isGone(error)) return stopped('What it looks at is not there any more.')
  if (error instanceof SystemError) {
    const because = clauseOf(error, connectionIn(context, id)?.system) ?? clauses[error.kind]
    return { how: 'failed', because, kind: error.kind }
  }
  if (error instanceof TimedOut) return { how: 'failed', because: 'no answer within 2 minutes' }
  if (error instanceof FailedError) return { how: 'failed', because: error.message }
  if (error instanceof UserError) return stopped(error.message)
  context.world.log.error('watch.read', { connection: id, line }, error)
  return { how: 'failed', because: 'an error of my own, which is in the log' }
}

/** What a reading gave, before it is known what an alert needs of it. */
type Read =
  | Exclude<WatchRead, { readonly how: 'answered' }>
  | ({ readonly how: 'answered' } & Omit<WatchAnswer, 'alarm'>)

interface Prepared {
  readonly command: Command & AnyRead
  readonly connection: Connection
  readonly principal: Principal
  readonly seen: Seen
  readonly wanted: Wanted
  readonly signal: AbortSignal
}

/** What was asked before is of one person, and a reading may be for several. */
const nothing = async () => ({ own: [], here: [] })

const readingOf = (
  context: Context,
  { channel, args }: ReadsFor,
  { command, connection, principal, seen, signal }: Prepared,
): Reading => {
  const { system } = connection
  const others = context.connections.filter((one) => one.connection.system.name === system.name)
  const target = { connection, args: JSON.parse(args), isNamed: others.length > 1, now: context.world.clock.now() }
  const question = { principal, channel, past: nothing }
  return { context, command, target, question, seen, signal, needed: new Set() }
}

const read = async (context: Context, reads: ReadsFor, prepared: Prepared): Promise<Read> => {
  const { command, seen, wanted } = prepared
  const reading = readingOf(context, reads, prepared)
  const { target } = reading
  const steps = readAnswer(reading)
  let step = await steps.next()
  while (!step.done) step = await steps.next()
  const { table: rows, ...rest } = step.value
  const table = rows && wanted === 'figures' ? await tableFigures(rows) : undefined
  const shown = await answerMessage(reading, table ? rest : step.value)
  return {
    how: 'answered',
    at: target.now,
    answer: rest,
    message: shown,
    offer: { facts: command.facts ?? {}, ...(table && { table: true, columns: [...table.columns.keys()] }) },
    seen,
    ...(table && { table }),
  }
}
