import type { Message } from '../message/message.ts'
import { askedBy, type Principal } from '../policy/person.ts'
import { shortId } from '../run/short-id.ts'
import type { Store } from '../store/db.ts'
import { getProposal } from '../store/proposals.ts'
import type { PressBegun, Run } from '../store/runs.ts'

const why = 'the bot was stopped while it worked on it, or its database was away'

/** What the person who asked or pressed reads about work that nobody continues; undefined if another message shows it. */
export const lostWork = async (store: Store, run: Run): Promise<Message | undefined> =>
  run.press === null ? lostLine(run) : lostPress(store, JSON.parse(run.press) as PressBegun)

const lostLine = (run: Run): Message => ({
  tone: 'error',
  asked: askedBy(JSON.parse(run.principal) as Principal, run.line),
  title: `The answer to this got lost: ${why}. Nothing was written to any system; ask again.`,
  next: [run.line],
  labels: ['Ask again'],
})

/** Once a proposal is decided, its own message shows the outcome. */
const lostPress = async ({ db }: Store, { does, proposal: id }: PressBegun): Promise<Message | undefined> => {
  const proposal = await getProposal(db, id)
  if (!proposal || (proposal.stage !== 'pending' && does !== 'undo' && does !== 'again')) return undefined
  return {
    tone: 'error',
    asked: askedBy(JSON.parse(proposal.requester) as Principal, proposal.line),
    connection: proposal.connection,
    title: `The button that you pressed on proposal ${shortId(id)} may not have counted: ${why}.`,
    lead: 'If its message still has the button, press it again.',
  }
}
