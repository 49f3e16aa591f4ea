import { scopesOf } from '../../command/command.ts'
import type { AnyRead } from '../../command/define.ts'
import type { Command } from '../../command/load.ts'
import { parseLine } from '../../command/parse.ts'
import { SystemError, UserError } from '../../errors.ts'
import { literal } from '../../message/literal.ts'
import type { Message } from '../../message/message.ts'
import { moment } from '../../message/time.ts'
import type { Principal } from '../../policy/person.ts'
import { listed } from '../../policy/scope-words.ts'
import { insertWatch, listWatches, nextWatchId } from '../../store/watches.ts'
import type { Connection } from '../../systems/system.ts'
import { closingFor, fitWhen, type Offer } from '../../watch/condition/fit.ts'
import { type FigureOf, truthOf } from '../../watch/condition/truth.ts'
import { conditionText } from '../../watch/condition/when-text.ts'
import { splitWatch } from '../../watch/line/split-line.ts'
import type { WatchClauses } from '../../watch/line/watch-line.ts'
import { clausesOf } from '../../watch/line/watch-text.ts'
import { nextRun } from '../../watch/schedule/next-run.ts'
import { asOfNow } from '../as-of-now.ts'
import type { Context } from '../context.ts'
import { readingAs, readingFor } from '../reading.ts'
import { mustBeAllowed } from '../refuse.ts'
import { type ResolvedLine, targetOf } from '../target.ts'
import { figuresOf } from './figures.ts'
import { channelNoise } from './noise.ts'
import { channelFor, type WatchPlace } from './place.ts'
import { isDirect, readWatch } from './read-watch.ts'
import { hiddenBecause } from './turn.ts'
import { scheduleOf, subjectOf, type Watched } from './watched.ts'
import { raisedWords } from './wording.ts'

/** How many watches one person may have. */
const mostOfPerson = 50

/** Begins a watch as it was typed: `rudder compliance every 5m when failing > 10`. Throws UserError for what can't be watched. */
export const createWatch = async (
  context: Context,
  known: Principal,
  { place, typed }: { readonly place: WatchPlace; readonly typed: string },
): Promise<Message> => {
  const channel = channelFor(place)
  const { watch, doubt } = splitWatch(typed)
  const { line: named, ...clauses } = watch
  const line = spelled(context, named)
  if (clauses.ping) mayPing(context, channel, clauses)
  const command = readIn(context, line, doubt)
  const principal = await asOfNow(context, known, command)
  const { connection, args } = await resolved(context, principal, { command, line, channel }).catch((error: unknown) =>
    orOwn(context, principal, { channel, error }),
  )
  const row = {
    id: '',
    principal: JSON.stringify(principal),
    person: principal.id,
    channel,
    zone: place.timeZone ?? 'UTC',
    connection: connection.id,
    line,
    command: command.name,
    args: JSON.stringify(args),
    clauses: '',
    due_at: null,
    created_at: context.world.clock.now(),
    paused: null,
    alert: null,
    digest: null,
    read_at: null,
    held_by: null,
    lease_until: null,
  }
  const watched = { row, owner: principal, clauses, schedule: scheduleOf(clauses) }
  const now = await firstReading(context, watched).catch((error: unknown) =>
    orOwn(context, principal, { channel, connection: connection.id, error }),
  )
  return store(context, { ...watched, clauses: now.clauses }, now.says)
}

/** Throws UserError unless the settings let watches ping that group in the channel, and there is an alert to ping for. */
const mayPing = (context: Context, channel: string, { ping, posts }: WatchClauses): void => {
  const { groups } = channelNoise(context, channel)
  if (ping === undefined) return
  if (posts === undefined || posts === 'changes')
    throw new UserError(
      'Only an alert pings somebody. Add a condition, such as “when failing > 10”, or leave out “ping”.',
    )
  if (groups.has(ping.group.toLowerCase())) return
  const all = [...groups.keys()].map((name) => `@${name}`)
  throw new UserError(
    all.length === 0
      ? 'Nobody can be pinged in this channel. Leave out “ping”, or have the group added to “alerts.groups” of the settings.'
      : `@${literal(ping.group, 60)} can't be pinged in this channel, only ${listed(all, 'or')}.`,
  )
}

/** The line with its command: `redash Failed payments` is `redash run Failed payments`, unless it names another one. */
const spelled = ({ commands, connections }: Context, line: string): string => {
  const ids = connections.map(({ connection }) => connection.id)
  const reads = (text: string): boolean => {
    try {
      parseLine(commands, text, { connections: ids })
      return true
    } catch (error) {
      if (error instanceof UserError) return false
      throw error
    }
  }
  const [system = '', ...rest] = line.split(' ')
  const usual = commands.find((one) => one.kind === 'read' && one.watched && one.system.name === system)
  if (!usual || reads(line)) return line
  const whole = `${usual.name} ${rest.join(' ')}`
  return reads(whole) ? whole : line
}

/** The command of a line, which must read one system. */
const readIn = ({ commands, connections }: Context, line: string, doubt: string | undefined): Command & AnyRead => {
  const ids = connections.map(({ connection }) => connection.id)
  const command = understood(() => parseLine(commands, line, { connections: ids }).command, doubt)
  if (command.kind === 'write') throw new UserError(`“${line}” changes something. Only what reads can be watched.`)
  if (command.kind === 'local') throw new UserError(`“${line}” reads no system, so it can't be watched.`)
  if (command.compares) throw new UserError('A comparison of two connections can’t be watched. Watch one of them.')
  return command
}

/** What a line says; if it isn't understood, also why an earlier word of it began no clause. */
const understood = <T>(parse: () => T, doubt: string | undefined): T => {
  try {
    return parse()
  } catch (error) {
    if (!(error instanceof UserError) || doubt === undefined) throw error
    throw new UserError(`${error.message} ${doubt}`, error.candidates)
  }
}

/** Throws what went wrong, or that it is read with access of the person's own, which a watch in a channel doesn't use. */
const orOwn = async (
  context: Context,
  principal: Principal,
  {
    channel,
    error,
    connection: id = error instanceof SystemError ? error.connection : undefined,
  }: { readonly channel: string; readonly error: unknown; readonly connection?: string },
): Promise<never> => {
  const found = readingAs(context, principal).connections.find(({ connection }) => connection.id === id)
  const isTheirs = (error instanceof SystemError || error instanceof NotRead) && !isDirect(channel)
  if (!isTheirs || !found || !(await found.connection.isPersonal())) throw error
  throw new UserError(
    `You read ${id} with access of your own, which a watch in a channel doesn't use. Type the line in your direct messages with me: then only you see it.`,
  )
}

/** It couldn't be read just now. */
class NotRead extends UserError {}

/** Where the line goes and what its names stand for, as they are now. */
const resolved = async (
  given: Context,
  principal: Principal,
  { command, line, channel }: { readonly command: Command & AnyRead; readonly line: string; readonly channel: string },
): Promise<ResolvedLine> => {
  const isOwn = isDirect(channel)
  if (command.answers === 'personal' && !isOwn)
    throw new UserError(
      `What “${command.name}” reads is yours alone, so only your direct messages with me can watch it. Type the line there.`,
    )
  const context = isOwn ? readingAs(given, principal) : readingFor(given, { person: principal.id, brief: true })
  const ids = context.connections.map(({ connection }) => connection.id)
  const over = new AbortController()
  const right = ({ id }: Connection) => ({ scopes: scopesOf(command), connection: id, channel })
  const steps = targetOf(context, command, parseLine(context.commands, line, { connections: ids }), {
    channel,
    signal: over.signal,
    allow: (connection) => mustBeAllowed(given, principal, { command: command.name, ...right(connection) }),
    may: (connection) => given.policy.decide(principal, right(connection)).allowed,
    begun: ({ id }) => ({ progress: `reading ${id}`, to: 'person' }),
    turn: async function* () {},
  })
  try {
    let step = await steps.next()
    while (!step.done) step = await steps.next()
    return step.value
  } finally {
    over.abort(new Error('the line is over'))
  }
}

/** Reads it once, because only that shows whether it can be read and has the figures; gives the clauses as they fit, and how it is now. */
const firstReading = async (
  context: Context,
  watched: Watched,
): Promise<{ readonly clauses: WatchClauses; readonly says: readonly string[] }> => {
  const { row, owner, clauses } = watched
  const { posts } = clauses
  const when = posts === undefined || posts === 'changes' ? undefined : posts.when
  const read = await readWatch(context, { ...row, owner }, when ? 'figures' : 'message')
  if (read.how === 'stopped') throw new UserError(read.why)
  if (read.how === 'unsure') throw new UserError("I couldn't check who you are just now. Try again.")
  if (read.how === 'failed')
    throw new NotRead(`${row.connection} couldn't be read just now: ${read.because}. Nothing is watched; try again.`)
  const hidden = hiddenBecause(watched, read)
  if (hidden)
    throw new UserError(
      `${hidden} Add “here” to post its answers in this channel, or give a condition, such as “when rows > 0”: then only the figures are posted.`,
    )
  if (!when) return { clauses, says: [`Now: ${read.answer.title}`] }
  const fitted = fitWhen(when, read.offer)
  const figureOf = figuresOf(read.answer, read.table)
  const says = [
    nowSentence(fitted.raise, figureOf, read.offer),
    `Resolved when ${conditionText(closingFor(fitted, read.offer))}.`,
  ]
  return { clauses: { ...clauses, posts: { when: fitted } }, says }
}

const nowSentence = (raise: Parameters<typeof truthOf>[0], figureOf: FigureOf, offer: Offer): string => {
  const words = raisedWords(raise, figureOf, offer)
  const isTrue = truthOf(raise, figureOf)
  if (isTrue === undefined) return `Now: ${words}. A figure is missing, so there would be no alert.`
  return isTrue ? `Now: ${words}. If it stays so, there will be an alert.` : `Now: ${words}. No alert.`
}

const store = async (context: Context, watched: Watched, says: readonly string[]): Promise<Message> => {
  const { row, owner, clauses, schedule } = watched
  const { world, policy } = context
  const typed = clausesOf({ ...clauses, schedule })
  const due = nextRun(schedule, row.zone, world.clock.now())
  const id = await context.store.transaction(async (tx) => {
    const all = (await listWatches(tx)).filter(({ person }) => person === row.person)
    if (all.length >= mostOfPerson)
      throw new UserError(`You have ${all.length} watches, and more are not allowed. Remove one first: “/cox watches”.`)
    const number = await nextWatchId(tx)
    const about = { watch: number, does: 'create', connection: row.connection, channel: row.channel, line: row.line }
    const who = { principal: owner.id, human: policy.human(owner) }
    await context.store.audit.append(tx, 'watch', { ...who, ...about, clauses: typed })
    await insertWatch(tx, { ...row, id: number, clauses: typed, due_at: due })
    return number
  })
  return {
    tone: 'applied',
    title: `Applied: watch ${id} on ${row.connection}: ${subjectOf(row)}, ${typed}`,
    lead: says.join(' '),
    notes: [
      'It reads with the rights of whoever created it. If that person loses them or leaves the channel, it pauses and says so.',
      `First reading at ${moment(due)}`,
    ],
    next: [`cox watch test ${id}`, `cox watch pause ${id}`, 'cox watches'],
  }
}
