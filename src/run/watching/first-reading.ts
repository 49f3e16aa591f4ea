import { scopesOf } from '../../command/command.ts'
import type { AnyRead } from '../../command/define.ts'
import type { Command } from '../../command/load.ts'
import { parseLine } from '../../command/parse.ts'
import { UserError } from '../../errors.ts'
import type { Principal } from '../../policy/person.ts'
import type { Connection } from '../../systems/system.ts'
import { closingFor, fitWhen, type Offer } from '../../watch/condition/fit.ts'
import { type FigureOf, truthOf } from '../../watch/condition/truth.ts'
import { conditionText } from '../../watch/condition/when-text.ts'
import type { WatchClauses } from '../../watch/line/watch-line.ts'
import type { Context } from '../context.ts'
import { readingAs, readingFor } from '../reading.ts'
import { mustBeAllowed } from '../refuse.ts'
import { type ResolvedLine, targetOf } from '../target.ts'
import { figuresOf } from './figures.ts'
import { hiddenBecause } from './hidden.ts'
import { isDirect, readWatch } from './read-watch.ts'
import type { WatchRead } from './watch-read.ts'
import type { Watched } from './watched.ts'
import { raisedWords } from './wording.ts'

/** A line that is to be watched. */
interface LineOfWatch {
  readonly command: Command & AnyRead
  readonly line: string
  readonly channel: string
  /** True if it is read with the owner's own access, as it always is in direct messages. */
  readonly isOwn?: boolean
}

/** Where the line goes and what its names stand for, as they are now. */
export const resolvedLine = async (
  given: Context,
  principal: Principal,
  { command, line, channel, isOwn = isDirect(channel) }: LineOfWatch,
): Promise<ResolvedLine> => {
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

/** How it is at the first reading, and the clauses as they fit the answer. */
export interface FirstReading {
  readonly how: 'begun'
  readonly clauses: WatchClauses
  readonly says: readonly string[]
}

/**
 * Reads it once, because only that shows whether it can be read and has the figures; gives the clauses as they fit, and how it
 * is now. Throws UserError for clauses that don't fit, and for an answer that a channel may not see.
 */
export const firstReading = async (
  context: Context,
  watched: Watched,
): Promise<FirstReading | Exclude<WatchRead, { readonly how: 'answered' }>> => {
  const { row, owner, clauses } = watched
  const { posts } = clauses
  const when = posts === undefined || posts === 'changes' ? undefined : posts.when
  const read = await readWatch(context, { ...row, owner }, when ? 'figures' : 'message')
  if (read.how !== 'answered') return read
  const hidden = hiddenBecause(watched, read)
  if (hidden)
    throw new UserError(
      `${hidden} Add “here” to post its answers in this channel, or give a condition, such as “when rows > 0”: then only the figures are posted.`,
    )
  if (!when) return { how: 'begun', clauses, says: [`Now: ${read.answer.title.replace(/[.]$/, '')}.`] }
  const fitted = fitWhen(when, read.offer)
  const figureOf = figuresOf(read.answer, read.table)
  const says = [
    nowSentence(fitted.raise, figureOf, read.offer),
    `Resolved when ${conditionText(closingFor(fitted, read.offer))}.`,
  ]
  return { how: 'begun', clauses: { ...clauses, posts: { when: fitted } }, says }
}

const nowSentence = (raise: Parameters<typeof truthOf>[0], figureOf: FigureOf, offer: Offer): string => {
  const words = raisedWords(raise, figureOf, offer)
  const isTrue = truthOf(raise, figureOf)
  if (isTrue === undefined) return `Now: ${words}. A figure is missing, so there would be no alert.`
  return isTrue ? `Now: ${words}. If it stays so, there will be an alert.` : `Now: ${words}. No alert.`
}
