import type { Message, See } from '../message/message.ts'
import { clockTime, count, duration, moment } from '../message/time.ts'
import type { Principal } from '../policy/person.ts'
import { followedNow } from '../store/following.ts'
import { type Proposal, undecidedNow } from '../store/proposals.ts'
import { votesOn } from '../store/votes.ts'
import { seeing } from './beside.ts'
import type { Context } from './context.ts'
import { lockOver } from './lock.ts'
import { personName } from './person-name.ts'
import { whoConfirms } from './proposal-message.ts'
import { resultOf } from './result.ts'
import { shownIn } from './shown.ts'
import { capital } from './wording.ts'

/** How many are listed at most. */
const most = 20
/** How many proposals are searched at most. */
const read = 200

/** What waits for a confirmation, and what awaits validation: by whom, until when, with links. Only what the person may read. */
export const openMessage = async (
  context: Context,
  principal: Principal,
  channel: string | undefined,
): Promise<Message> => {
  const { store, world } = context
  const now = world.clock.now()
  const may = (row: Proposal): boolean => {
    const command = context.commands.find(({ name }) => name === row.command)
    const where = { connection: row.connection, ...(channel && { channel }) }
    return command !== undefined && context.policy.decide(principal, { scopes: command.scopes, ...where }).allowed
  }
  const all = [await undecidedNow(store.db, now, read), await followedNow(store.db, read)]
  const [open = [], awaiting = []] = all.map((rows) => rows.filter(may))
  const hidden = all.flat().length - open.length - awaiting.length
  const see = [
    ...(await Promise.all(open.slice(0, most).map((row) => line(context, channel, row, openWords(context, row, now))))),
    ...(await Promise.all(awaiting.slice(0, most).map((row) => line(context, channel, row, awaitingWords(row))))),
  ]
  const left = open.length + awaiting.length - see.length
  const many = `${count(open.length)} open ${open.length === 1 ? 'proposal' : 'proposals'}`
  return {
    tone: 'answer',
    title: `${open.length === 0 ? 'No open proposals' : many}${awaiting.length > 0 ? `, ${count(awaiting.length)} awaiting validation` : ''}`,
    ...(see.length > 0 && { see }),
    notes: [
      ...(left > 0 ? [`${count(left)} older ones are not listed.`] : []),
      ...(hidden > 0 ? [`${count(hidden)} more on objects that you don't have permission to read.`] : []),
    ],
    provenance: { readAt: now, source: `Coxswain ${context.program.version}` },
  }
}

const line = async (
  context: Context,
  channel: string | undefined,
  row: Proposal,
  words: string | Promise<string>,
): Promise<See> => seeing(context.store.db, { channel: channel ?? null }, row, await words)

const nameOf = ({ requester }: Proposal): string => personName((JSON.parse(requester) as Principal).name)

const openWords = async (context: Context, row: Proposal, now: number): Promise<string> => {
  const { asks } = shownIn(row)
  const what = `${capital(asks)} on ${row.connection}, asked by ${nameOf(row)}`
  if (row.stage !== 'pending') return `${what}: being sent.`
  const lock = await lockOver(context, context.store.db, row.connection)
  const locked = lock ? ` Locked ${lock.said}.` : ''
  const confirms = whoConfirms(row, await votesOn(context.store.db, row.id), shownIn(row))
  return `${what}: open until ${clockTime(row.expires_at)} (${duration(row.expires_at - now)}). ${confirms}${locked}`
}

const awaitingWords = (row: Proposal): string => {
  const { asks } = shownIn(row)
  const since = row.decided_at === null ? '' : ` since ${moment(row.decided_at)}`
  const pending = capital(resultOf(row).pending ?? 'a change')
  return `${pending} to ${asks} on ${row.connection}, asked by ${nameOf(row)}: awaiting validation${since}.`
}
