import { expect, test } from 'vitest'
import { insertProposal } from '../../src/store/proposals.ts'
import { addVote, dropVote, votesOn } from '../../src/store/votes.ts'
import { eachEngine } from './engines.ts'
import { proposalRow } from './proposal-row.ts'

const vote = (proposal: string, human: string) => ({ proposal, human, principal: '{}', at: 1 })

eachEngine((engine) => {
  test('taking back one vote leaves those of others, on this proposal and on any other', async () => {
    const store = await engine.open()
    await store.transaction(async (tx) => {
      for (const id of ['P1', 'P2']) {
        await insertProposal(tx, proposalRow(id))
        for (const human of ['ana', 'marc']) expect(await addVote(tx, vote(id, human))).toBe(true)
      }
      expect(await addVote(tx, vote('P1', 'ana'))).toBe(false)
      await dropVote(tx, 'P1', 'marc')
    })
    const humans = async (id: string) => (await votesOn(store.db, id)).map(({ human }) => human)
    expect([await humans('P1'), await humans('P2')]).toEqual([['ana'], ['ana', 'marc']])
  })
})
