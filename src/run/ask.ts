import { scopesOf } from '../command/command.ts'
import type { AnyLocal } from '../command/define.ts'
import type { Command } from '../command/load.ts'
import { objectOf, verbAlone } from '../command/object.ts'
import { type Parsed, parseLine } from '../command/parse.ts'
import { UserError } from '../errors.ts'
import type { Conversation } from '../outbox/conversation.ts'
import { askedBy } from '../policy/person.ts'
import type { Connection } from '../systems/system.ts'
import { asOfNow, onlyReads } from './as-of-now.ts'
import type { Context } from './context.ts'
import type { Doing } from './doing.ts'
import { draft, NothingToDo } from './draft.ts'
import { decideElsewhere, mustShowVerbatim } from './elsewhere.ts'
import { explain } from './explain.ts'
import type { Intent } from './intent.ts'
import { withLabels } from './labels.ts'
import { turnOn } from './lines.ts'
import { ownChange } from './opened.ts'
import { record, rowOf, type Showing } from './propose.ts'
import { answerMessage, ownOf, type ReadFor, readAnswer } from './read-answer.ts'
import { readingAs, readingFor } from './reading.ts'
import { mustBeAllowed, refuse } from './refuse.ts'
import type { Reply } from './reply.ts'
import { seenBy } from './seen.ts'
import { botFor } from './self.ts'
import { presentReply } from './settle.ts'
import { type ResolvedLine, targetOf } from './target.ts'
import { asksForWelcome, welcome } from './welcome.ts'

/** One line, from a person whose identity is known. */
export interface Ask extends ReadFor {
  readonly line: string
  /** Values that were given apart from the line, by the name of the argument; the reason is one. */
  readonly values?: Readonly<Record<string, string>>
  /** Where a proposal is to be shown; absent at a terminal. */
  readonly conversation?: Conversation & Showing
  /** True if nobody else sees what is shown: what needs several people cannot be confirmed there. */
  readonly alone?: boolean
  /** Why nothing can be changed from here, and what to do; reads are fine. */
  readonly readOnly?: string | undefined
}

/** Runs one line: yields what it is doing, returns the answer. Never throws: the answer says what went wrong. */
export async function* ask(
  context: Context,
  question: Ask,
  signal = new AbortController().signal,
): AsyncGenerator<Doing, Reply, void> {
  const reply = yield* answered(context, question, signal)
  return { ...reply, message: withLabels(context, reply.message) }
}

async function* answered(given: Context, question: Ask, signal: AbortSignal): AsyncGenerator<Doing, Reply, void> {
  const asked = askedBy(question.principal, question.line)
  const known: Known = { isPersonal: false }
  const turns: (() => void)[] = []
  const over = new AbortController()
  const until = AbortSignal.any([signal, over.signal])
  try {
    const connections = given.connections.map((each) => each.connection.id)
    const parsed = parseLine(given.commands, question.line, { connections, values: question.values })
    const { command } = parsed
    const { principal } = question
    const context = command.kind === 'read' ? readingAs(given, principal) : readingFor(given, { person: principal.id })
    known.command = command.name
    if (command.kind === 'local') return { ...(await local(context, command, parsed, question)), command: command.name }
    if (command.kind === 'write' && question.readOnly !== undefined) throw new UserError(question.readOnly)
    const target = yield* reached(context, command, parsed, { question, signal: until, known, turns })
    if (command.kind === 'write') {
      return await propose(context, { command, ...target, reason: parsed.reason }, question)
    }
    const { isPersonal } = known
    const seen = seenBy(given, parsed, { channel: question.channel, isPersonal })
    const onElsewhere = () => {
      for (const end of turns.splice(0)) end()
    }
    const reading = { context, command, target, question, seen, signal: until, onElsewhere, needed: new Set<string>() }
    const answer = yield* readAnswer(reading)
    const message = { asked, ...(await answerMessage(reading, answer)) }
    const own = ownOf(reading)
    return { ending: 'done', to: seen.to, command: command.name, message, ...own }
  } catch (error) {
    const { command, connection } = known
    return {
      ...explain(error, given, { asked, ...(connection && { connection }) }),
      ...(command && { command }),
    }
  } finally {
    // Reads that are still running are of no use any more, for example when one of several failed.
    over.abort(new Error('the line is over'))
    for (const end of turns) end()
  }
}

/** What is known of a line so far. */
interface Known {
  command?: string
  connection?: string
  /** True if it reads with the person's own keys. */
  isPersonal: boolean
}

const local = async (
  context: Context,
  command: Command & AnyLocal,
  parsed: Parsed,
  { principal: known, line, channel, conversation, timeZone, values, readOnly }: Ask,
): Promise<Reply> => {
  const principal = onlyReads(command) ? known : await asOfNow(context, known, command)
  const right = { command: command.name, scopes: command.scopes, ...(channel && { channel }) }
  await mustBeAllowed(context, principal, right)
  const brief = conversation && asksForWelcome(parsed)
  const message = brief
    ? await welcome(context, principal, { line: parsed.line, channel })
    : await command.run({ args: parsed.args, bot: botFor(context, principal, { channel, timeZone, values, readOnly }) })
  // What it did concerns everybody; its error, only the person who asked.
  const isAct = message.tone === 'applied'
  return {
    ending: message.tone === 'error' ? 'usage' : 'done',
    to: isAct || parsed.quiet === 'here' ? 'channel' : 'person',
    message: { asked: askedBy(principal, line), ...message },
  }
}

/** Where the line goes and what its names stand for, once the policy has allowed it there. */
async function* reached(
  context: Context,
  command: Exclude<Command, AnyLocal>,
  parsed: Parsed,
  {
    question: { principal, channel },
    signal,
    known,
    turns,
  }: {
    readonly question: Ask
    readonly signal: AbortSignal
    readonly known: Known
    readonly turns: (() => void)[]
  },
): AsyncGenerator<Doing, ResolvedLine, void> {
  const right = (id: string) => ({ scopes: scopesOf(command), connection: id, ...(channel && { channel }) })
  const allow = async (connection: Connection) => {
    const { id } = connection
    known.connection = id
    await mustBeAllowed(context, principal, { command: command.name, ...right(id) })
    known.isPersonal ||= await connection.isPersonal()
  }
  // What it says while it works is seen by the same people as its answer: it has the line in it.
  const to = () => (command.kind === 'write' ? 'channel' : seenBy(context, parsed, { channel, ...known }).to)
  const may = ({ id }: Connection) => context.policy.decide(principal, right(id)).allowed
  async function* turn(connection: Connection): AsyncGenerator<Doing, void, void> {
    turns.push(yield* turnOn(context.lines, connection, { person: principal.id, to: to() }, signal))
  }
  const begun = ({ id }: Connection): Doing =>
    command.kind === 'write'
      ? { progress: 'looking at what would change', to: to() }
      : { progress: `reading ${id}`, to: to() }
  return yield* targetOf(context, command, parsed, { channel, signal, allow, may, begun, turn })
}

const propose = async (
  context: Context,
  intent: Intent,
  { principal, line, conversation, alone }: Ask,
): Promise<Reply> => {
  try {
    const drafted = await draft(intent, context)
    const own = await ownChange(context, intent.connection, drafted.plan.accepts, principal)
    if (own !== undefined) {
      const { command, connection } = intent
      return await refuse(
        context,
        principal,
        { command: command.name, connection: connection.id, why: own.you },
        own.you,
      )
    }
    const row = rowOf(context, intent, drafted, { requester: principal, line, conversation })
    const elsewhere = decideElsewhere(row, drafted.plan.accepts, intent.connection, context.display)
    if (elsewhere) return { ending: 'done', to: 'channel', command: intent.command.name, message: elsewhere }
    mustShowVerbatim(row, intent.connection, context.display)
    if (alone && row.people > 1)
      throw new UserError(`This needs ${row.people} approvals, and nobody else sees it here. Ask in a channel.`)
    await context.store.transaction((tx) => record(context, tx, row, conversation))
    return presentReply(context, row.id)
  } catch (error) {
    if (!(error instanceof NothingToDo)) throw error
    const { command, connection, args } = intent
    const title = `Nothing to do on ${connection.id}: ${objectOf(command, args)} is ${verbAlone(command.says.done)} already.`
    return {
      ending: 'done',
      to: 'person',
      command: command.name,
      message: { tone: 'answer', asked: askedBy(principal, line), connection: connection.id, title },
    }
  }
}
