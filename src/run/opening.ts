import type { Accepted } from '../command/plan.ts'
import { openedBy } from '../store/opened.ts'
import type { Proposal } from '../store/proposals.ts'
import type { Connection } from '../systems/system.ts'
import type { Context } from './context.ts'
import { outcomeOf, resultOf } from './result.ts'
import { type Nearness, nearnessTo, serverFacts } from './servers.ts'

/** What is known about who opened a change that waits in a system. */
export interface Opening {
  /** Proposals that opened this very change, as the system answered. */
  readonly certain: readonly Proposal[]
  /** Proposals that opened a change of this name through another connection, which leads to this server or may. */
  readonly elsewhere: readonly Proposal[]
  /** Proposals that may have: named in its words or about one of its objects, and nothing says otherwise. */
  readonly possible: readonly Proposal[]
  /** A proposal that its words name, and that was not sent from here as far as is known. */
  readonly unknown: string | undefined
}

/** Finds the proposals that opened a change, or may have. */
export const openingOf = async (
  context: Pick<Context, 'store' | 'connections'>,
  connection: Connection,
  accepts: Accepted,
): Promise<Opening> => {
  const { db } = context.store
  const rows = await openedBy(db, connection.system.name, accepts)
  const near = nearnessTo(connection, await serverFacts(context, db))
  const is = (row: Proposal, ...some: readonly Nearness[]) => some.includes(near(row.connection, row.connection_url))
  const isNamed = ({ id }: Proposal) => accepts.words.includes(id)
  const [said, unsaid] = [rows.filter((row) => opensThis(row, accepts)), rows.filter(opensUnknown)]
  // Through another connection to the same server, only if the words name it too: that both are one server may be a mistake.
  const isCertain = (row: Proposal) => is(row, 'here') || (is(row, 'same') && isNamed(row))
  const sent = rows.filter(({ sent_at }) => sent_at !== null).map(({ id }) => id)
  return {
    certain: said.filter(isCertain),
    elsewhere: said.filter((row) => !isCertain(row) && (isNamed(row) || !is(row, 'other'))),
    possible: unsaid.filter((row) => isNamed(row) || (!is(row, 'other') && isLostOn(row, accepts))),
    unknown: accepts.proposals.find((id) => !sent.includes(id)),
  }
}

const opensThis = (row: Proposal, { pending }: Accepted): boolean => resultOf(row).pending === pending

/** True unless the system said that it opened another change, or none. */
const opensUnknown = (row: Proposal): boolean => {
  const { pending, answered, proof } = resultOf(row)
  return pending === undefined && answered !== true && proof !== 'answered'
}

/**
 * Its answer was lost, it is about one of the same objects, and that object has not been as asked since: if the change was
 * renamed in the system, nothing in it names the proposal.
 */
const isLostOn = (row: Proposal, { objects }: Accepted): boolean => {
  if (row.stage !== 'sending' && (outcomeOf(row) !== 'unknown' || resultOf(row).proof === 'seen')) return false
  const about = Object.values(JSON.parse(row.call) as Readonly<Record<string, unknown>>)
  return objects === null || objects.some((id) => about.includes(id))
}
