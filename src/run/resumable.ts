import { scopesOf } from '../command/command.ts'
import type { AnyRead } from '../command/define.ts'
import type { Command } from '../command/load.ts'
import type { Json } from '../command/plan.ts'
import { RefusedError, UserError } from '../errors.ts'
import { askedBy } from '../policy/person.ts'
import { refusal } from '../policy/why.ts'
import type { Connection } from '../systems/system.ts'
import { rightsNow } from './acting.ts'
import type { Context } from './context.ts'
import type { Doing } from './doing.ts'
import { explain } from './explain.ts'
import { withLabels } from './labels.ts'
import { answerMessage, ownOf, type ReadFor, readAnswer } from './read-answer.ts'
import { readingAs, readingFor } from './reading.ts'
import type { Reply } from './reply.ts'
import type { Seen } from './seen.ts'

/** A read that goes on elsewhere, as it is stored with its run: with that, any process can take it up. */
export interface Resumable {
  readonly command: string
  readonly connection: string
  readonly args: Readonly<Record<string, unknown>>
  readonly isNamed: boolean
  readonly timeZone: string | undefined
  readonly seen: Seen
  /** When the line began, in milliseconds since 1970. */
  readonly now: number
  /** What the command said last that it needs. */
  readonly resume: Json
}

/** The command and the connection of a read that was stored; throws UserError if one is gone. */
export const found = (
  { commands, connections }: Context,
  stored: Resumable,
): { readonly command: Command & AnyRead; readonly connection: Connection } => {
  const command = commands.find(({ name }) => name === stored.command)
  const connection = connections.find((one) => one.connection.id === stored.connection)?.connection
  if (command?.kind !== 'read' || !command.resume || !connection)
    throw new UserError('The bot was restarted with other settings, and can no longer go on with this. Ask again.')
  return { command, connection }
}

/**
 * Goes on with a read of a process that is gone, with the rights that whoever asked has now. Never throws; undefined if it
 * can't be found out now who that is, so that it is tried again later.
 */
export async function* resumeRead(
  given: Context,
  stored: Resumable,
  question: ReadFor & { readonly line: string },
  signal: AbortSignal,
): AsyncGenerator<Doing, Reply | undefined, void> {
  const { channel, line } = question
  const about = { asked: askedBy(question.principal, line), connection: stored.connection }
  const { principal } = question
  const isPersonal = stored.seen.privacy === 'personal'
  // It goes on with the access that it began with, which decided who sees its answer.
  const context = isPersonal ? readingAs(given, principal) : readingFor(given, { person: principal.id, brief: true })
  try {
    const { command, connection } = found(context, stored)
    if (isPersonal && command.answers !== 'personal' && !(await connection.isPersonal()))
      throw new UserError(
        `You no longer read ${connection.id} with your own access, so I can't go on with this. Ask again.`,
      )
    const right = { scopes: scopesOf(command), connection: connection.id, ...(channel && { channel }) }
    const now = await rightsNow(context, principal, right)
    if (!now) return undefined
    if (!now.decision.allowed) throw new RefusedError(refusal(context.policy, now.decision, connection.id))
    const { args, isNamed, seen, timeZone } = stored
    const target = { connection, args, isNamed, now: stored.now }
    const asks = { ...question, principal: now.principal, timeZone }
    const needed = new Set<string>()
    const reading = { context, command, target, question: asks, seen, signal, resume: stored.resume, needed }
    const answer = yield* readAnswer(reading)
    const message = { asked: about.asked, ...(await answerMessage(reading, answer)) }
    const own = ownOf(reading)
    return { ending: 'done', to: seen.to, command: command.name, message: withLabels(context, message), ...own }
  } catch (error) {
    const reply = explain(error, given, about)
    return { ...reply, command: stored.command, message: withLabels(context, reply.message) }
  }
}
