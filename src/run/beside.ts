import type { Kysely, Transaction } from 'kysely'
import type { See } from '../message/message.ts'
import type { Principal } from '../policy/person.ts'
import { postsOf } from '../store/posts.ts'
import type { Proposal } from '../store/proposals.ts'
import type { ProposalTable, Schema } from '../store/schema.ts'
import { undecidedOn } from '../store/undecided.ts'
import type { Context } from './context.ts'
import { personName } from './person-name.ts'
import { sameObject } from './same-object.ts'
import { serverOf } from './servers.ts'
import { shortId } from './short-id.ts'
import { type Shown, shownIn } from './shown.ts'

/** How many other proposals are named. */
const most = 3

/**
 * Makes a proposal say which others about the same object are open or have an unknown outcome. Call it in the
 * transaction that stores it, after the entry in the audit log: of two that are stored at once, the second sees the first.
 */
export const tellBeside = async (context: Context, tx: Transaction<Schema>, row: ProposalTable): Promise<void> => {
  const { connections, world } = context
  const system = connections.find(({ connection: { id } }) => id === row.connection)?.connection.system
  if (!system) return
  const server = await serverOf(context, tx, { id: row.connection, url: row.connection_url })
  const others = (await undecidedOn(tx, server, world.clock.now())).filter(
    (other) => other.id !== row.id && sameObject(system, row, other),
  )
  if (others.length === 0) return
  const see = await Promise.all(others.slice(0, most).map((other) => seeing(tx, row, other, besideWords(other))))
  const shown: Shown = { ...(JSON.parse(row.shown) as Shown), see }
  await tx
    .updateTable('proposals')
    .set({ shown: JSON.stringify(shown) })
    .where('id', '=', row.id)
    .execute()
}

const besideWords = (other: Proposal): string => {
  const { asks } = shownIn(other)
  const { name } = JSON.parse(other.requester) as Principal
  const which = `proposal ${shortId(other.id)} (${asks}, asked by ${personName(name)})`
  return `When this was asked, ${said(other, which)}`
}

/** A proposal that matters in a conversation, in these words, with where its message is if it can be opened from there. */
export const seeing = async (
  db: Kysely<Schema>,
  { channel }: Pick<ProposalTable, 'channel'>,
  other: Proposal,
  text: string,
): Promise<See> => {
  const [post] = await postsOf(db, other.id)
  const { place = null, ts = null } = post ?? {}
  // Nobody else can open a message in a person's direct messages.
  const canOpen = place !== null && ts !== null && (!place.startsWith('D') || place === channel)
  return {
    text,
    proposal: shortId(other.id),
    ...(canOpen && { at: { channel: place, ts } }),
  }
}

const said = ({ stage }: Proposal, which: string): string => {
  if (stage === 'pending') return `${which} was open on the same object.`
  if (stage === 'done') return `the outcome of ${which} on the same object was unknown: it may have been applied.`
  return `${which} was being sent to the same object.`
}
