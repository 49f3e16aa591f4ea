import type { Json } from '../command/define.ts'
import { isGone, SystemError } from '../errors.ts'
import type { Proposal } from '../store/proposals.ts'
import { readerOf } from '../systems/reader.ts'
import type { Pending, System } from '../systems/system.ts'
import { asAsked } from './as-asked.ts'
import type { Context } from './context.ts'
import { clauseOf, sentenceOf } from './explain.ts'
import { nextFollow } from './follow-times.ts'
import type { Intent } from './intent.ts'
import { printedLines } from './printed.ts'
import { readState } from './read-state.ts'
import type { Verdict } from './result.ts'
import { resultOf } from './result.ts'
import { same } from './same.ts'

/** What became of the one request: what it answered, or how it failed. */
export type WriteResponse = { readonly answer: unknown } | { readonly error: unknown }

const soonMs = 30_000
const workingMs = 5 * 60_000
const hourMs = 60 * 60_000
const dayMs = 24 * hourMs

/** Every half minute while the server may still be working on it; then every hour for a day; then no more. */
export const nextLook = (sentAt: number, now: number): number | null => {
  if (now + soonMs <= sentAt + workingMs) return now + soonMs
  if (now < sentAt + workingMs) return sentAt + workingMs
  return now + hourMs <= sentAt + dayMs ? now + hourMs : null
}

const notApplied = (sentence: string): Verdict => ({ outcome: 'failed', result: { sentence }, lookAt: null })

/** The end of a write that the system refused before it did anything. */
const nothingWritten = (error: SystemError, system: System): Verdict =>
  notApplied(`Nothing was written: ${sentenceOf(error, system)}`)

/** The end of a claim from which nothing was sent. */
export const nothingSent = (why: string): Verdict => notApplied(`Nothing was sent: ${why}`)

/**
 * The true outcome of a write that was sent: reads the pending change and the state, and never sends again.
 * `sent` is what this process knows about the request; a sweep leaves it out.
 */
export const verdictOf = async (
  context: Context,
  row: Proposal,
  intent: Intent,
  sent?: WriteResponse,
): Promise<Verdict> => {
  const { system } = intent.connection
  const { title, protocol } = system
  const error = sent && 'error' in sent ? sent.error : undefined
  if (error instanceof SystemError && error.unsent) return nothingSent(sentenceOf(error, system))
  if (error instanceof SystemError && error.refusal === 'definite') return nothingWritten(error, system)
  const answer = sent !== undefined && 'answer' in sent
  const pending = answer ? protocol.opened?.(sent.answer) : await recover(context, row, intent)
  if (pending?.open) {
    const sentence = `${title} opened ${pending.name}. Nothing is changed until it is validated and deployed there.`
    const now = context.world.clock.now()
    const followAt = protocol.pending === undefined ? null : nextFollow(now, now)
    return { outcome: 'awaiting validation', result: { sentence, pending: pending.name }, lookAt: null, followAt }
  }
  if (intent.command.readBack === false) return unread(intent, sent)
  await context.world.faults.at('look:before')
  let failure: unknown
  const seen = await readState(intent, context.store).catch((reason: unknown) => {
    context.world.log.warn('look', { proposal: row.id }, reason)
    failure = reason
    return undefined
  })
  await context.world.faults.at('look:after')
  const isNothingDone =
    error instanceof SystemError &&
    ((error.refusal === 'if-gone' && isGone(failure)) ||
      (error.refusal === 'unless-done' && seen !== undefined && !same(seen.state, JSON.parse(row.after) as Json)))
  if (isNothingDone) return nothingWritten(error, system)
  const idle = answer && protocol.idle?.(sent.answer) === true
  const answered = (answer && !idle) || resultOf(row).answered === true
  const state = seen?.state
  const isAsAsked = state !== undefined && same(state, JSON.parse(row.after) as Json)
  if (isAsAsked && answered) return verified('Written, and read back: it is so (verified).')
  if (isAsAsked && pending?.deployed) return verified(`Change applied and verified: ${title} deployed ${pending.name}.`)
  if (isAsAsked)
    return asAsked(context, row, intent, idle ? `${title} found nothing to do` : lostWords(error, pending, system))
  return judge(row, state, { answered, closed: pending?.name, system, error, now: context.world.clock.now() })
}

/** The verdict if nothing can be read back: only the whole answer says, and without it the outcome stays unknown. */
const unread = ({ command, connection: { system } }: Intent, sent: WriteResponse | undefined): Verdict => {
  if (sent === undefined || 'error' in sent) {
    const sentence = `${sentWords(sent?.error, system)}. Nothing can be read that would tell whether it was done. ${harmless}`
    return { outcome: 'unknown', result: { sentence }, lookAt: null }
  }
  const lines = printedLines(command.output?.(sent.answer) ?? '')
  const output = lines.length === 0 ? {} : { output: lines }
  if (system.protocol.begun?.(sent.answer)) {
    const told =
      lines.length === 0
        ? 'Nothing was printed, so it is not known whether it ran.'
        : 'The output below is incomplete, so it is not known whether it finished.'
    const sentence = `${told} ${harmless}`
    return { outcome: 'unknown', result: { sentence, ...output }, lookAt: null }
  }
  const told = lines.length === 0 ? 'There is nothing to read back.' : 'What it printed is below.'
  const sentence = `${system.title} said that it is done. ${told}`
  return { outcome: 'applied', result: { sentence, proof: 'answered', ...output }, lookAt: null }
}

const harmless = 'Doing it again does no harm: ask anew.'

/** The end of a write that the system reported as done and that was read back. */
const verified = (sentence: string): Verdict => ({
  outcome: 'applied',
  result: { sentence, proof: 'answered' },
  lookAt: null,
})

interface Seen {
  /** The system reported success. */
  readonly answered: boolean
  /** The write's own pending change, which is no longer open. */
  readonly closed: string | undefined
  readonly system: System
  readonly error: unknown
  readonly now: number
}

/** The verdict if it is not as asked, or cannot be read. */
const judge = (row: Proposal, state: Json | undefined, { answered, closed, system, error, now }: Seen): Verdict => {
  const { title } = system
  const seen =
    state === undefined
      ? 'nothing could be read since.'
      : same(state, JSON.parse(row.before) as Json)
        ? 'nothing has changed so far.'
        : 'what is there now is neither what was nor what was asked.'
  const sent = closed
    ? `${title} opened ${closed}, which is closed, and `
    : answered
      ? `${title} said that it is done, but `
      : `${sentWords(error, system)}, and `
  return notKnown(row, now, `${sent}${seen}`, answered)
}

/** What is known about the request itself; a sweep doesn't even know whether the process that is gone sent it. */
const sentWords = (error: unknown, system: System): string => {
  if (!(error instanceof SystemError)) return 'The request may have been sent'
  if (error.status === undefined) return 'The request was sent, no answer tells what became of it'
  const clause = clauseOf(error, system)
  return `The request was sent, the answer (${error.status}${clause ? `: “${clause}”` : ''}) does not tell what became of it`
}

/** There is no answer, or it was an error, or it only opened a change that was closed in the system. */
const lostWords = (error: unknown, closed: Pending | undefined, system: System): string => {
  if (closed) return `${system.title} opened ${closed.name}, which was not deployed`
  return error instanceof SystemError && error.status !== undefined
    ? sentWords(error, system)
    : `${system.title}'s reply was lost`
}

const notKnown = (row: Proposal, now: number, seen: string, answered: boolean): Verdict => {
  const lookAt = nextLook(row.sent_at ?? now, now)
  const then =
    lookAt === null ? 'Look for yourself before you do anything.' : 'It is looked at again by itself; do not repeat it.'
  return { outcome: 'unknown', result: { sentence: `${seen} ${then}`, ...(answered && { answered }) }, lookAt }
}

/** The verdict on a request that was sent if its command or connection is gone from the settings since. */
export const outOfSight = ({ world }: Context, row: Proposal): Verdict =>
  notKnown(
    row,
    world.clock.now(),
    `The request may have been sent, and ${row.connection} is gone or leads elsewhere now, so nothing can be read of it.`,
    resultOf(row).answered === true,
  )

/** A pending change that a lost answer may have hidden; if it cannot be read, that is logged and ignored. */
const recover = async ({ world }: Context, row: Proposal, { connection }: Intent): Promise<Pending | undefined> => {
  try {
    return await connection.system.protocol.recover?.(readerOf(connection), row.id)
  } catch (error) {
    world.log.warn('recover', { proposal: row.id }, error)
    return undefined
  }
}
