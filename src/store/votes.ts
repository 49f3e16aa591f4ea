import type { Kysely, Selectable, Transaction } from 'kysely'
import { touchProposal } from './posts.ts'
import type { Schema, VoteTable } from './schema.ts'

export type Vote = Selectable<VoteTable>

/** Adds a person's vote; false if this human has voted already. */
export const addVote = async (tx: Transaction<Schema>, vote: VoteTable): Promise<boolean> => {
  const done = await tx
    .insertInto('votes')
    .values(vote)
    .onConflict((conflict) => conflict.columns(['proposal', 'human']).doNothing())
    .executeTakeFirst()
  if (done.numInsertedOrUpdatedRows !== 1n) return false
  await touchProposal(tx, vote.proposal)
  return true
}

/** All votes on a proposal, oldest first. */
export const votesOn = (db: Kysely<Schema>, proposal: string): Promise<Vote[]> =>
  db.selectFrom('votes').selectAll().where('proposal', '=', proposal).orderBy('at').orderBy('human').execute()

/** Takes back the vote of somebody who may no longer confirm. */
export const dropVote = async (tx: Transaction<Schema>, proposal: string, human: string): Promise<void> => {
  await tx.deleteFrom('votes').where('proposal', '=', proposal).where('human', '=', human).execute()
  await touchProposal(tx, proposal)
}
