import type { Accepted } from '../command/plan.ts'
import type { Principal } from '../policy/person.ts'
import { quoted } from '../quoted.ts'
import type { Proposal } from '../store/proposals.ts'
import { votesOn } from '../store/votes.ts'
import type { Connection } from '../systems/system.ts'
import type { Context } from './context.ts'
import { openingOf } from './opening.ts'
import { personName } from './person-name.ts'
import { shortId } from './short-id.ts'

type Part = 'requested' | 'approved'

/** Why somebody may not approve a change, in a sentence to that person, and in one about that person by name. */
export interface Own {
  readonly you: string
  of(name: string): string
}

/**
 * Why this person may not approve a change that waits in a system: they requested, approved or opened it, or may have, or
 * nobody here can tell. Undefined if nothing is in the way.
 */
export const ownChange = async (
  context: Pick<Context, 'store' | 'policy' | 'connections'>,
  connection: Connection,
  accepts: Accepted | undefined,
  principal: Principal,
): Promise<Own | undefined> => {
  if (accepts === undefined) return undefined
  const { pending, opener } = accepts
  const { title, name } = connection.system
  const { certain, elsewhere, possible, unknown } = await openingOf(context, connection, accepts)
  const own = (you: `you ${string}`): Own => ({
    you: `You can't approve ${pending}: ${you}`,
    of: (name) => `${personName(name)} can't approve ${pending}: ${you.replace(/^you/, 'they')}`,
  })
  const partIn = async (rows: readonly Proposal[]) => {
    for (const row of rows) {
      const part = await partOf(context, row, principal)
      if (part) return { part, row }
    }
    return undefined
  }
  if (certain.length > 0) {
    const did = await partIn(certain)
    return did && own(`you ${did.part} it.`)
  }
  if (unknown !== undefined) {
    const noOne = `No one can approve ${pending} here: it names proposal ${shortId(unknown)}, which I don't know, so I can't tell who requested it. Another bot opened it, or my database was restored. Decide in ${title}, or with the bot that opened it.`
    return { you: noOne, of: () => noOne }
  }
  if (context.policy.mayOwn(principal, { system: name, login: opener }))
    return own(`you opened it in ${title}, as ${quoted(opener)}.`)
  const through = await partIn(elsewhere)
  if (through)
    return own(
      `you may have ${through.part} it. Proposal ${shortId(through.row.id)} opened ${pending} on ${through.row.connection}, which is or may be the same server.`,
    )
  const lost = await partIn(possible)
  return (
    lost &&
    own(
      `you may have ${lost.part} it. Its objects are those of proposal ${shortId(lost.row.id)}, and ${title}'s reply to that was lost.`,
    )
  )
}

/**
 * What this person did for a proposal, as people were counted then and as they are today: an alias may have joined two
 * accounts.
 */
const partOf = async (
  { store, policy }: Pick<Context, 'store' | 'policy'>,
  row: Proposal,
  principal: Principal,
): Promise<Part | undefined> => {
  const human = policy.human(principal)
  const today = (stored: string) => policy.human(JSON.parse(stored) as Principal)
  if (row.requester_human === human || today(row.requester) === human) return 'requested'
  const votes = await votesOn(store.db, row.id)
  return votes.some((vote) => vote.human === human || today(vote.principal) === human) ? 'approved' : undefined
}
