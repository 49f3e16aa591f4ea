import type { Accepted } from '../command/plan.ts'
import { UserError } from '../errors.ts'
import type { Display } from '../message/display.ts'
import type { Message } from '../message/message.ts'
import type { Proposal } from '../store/proposals.ts'
import type { Connection } from '../systems/system.ts'
import { proposalMessage } from './proposal-message.ts'
import { shownIn } from './shown.ts'

/**
 * What is shown in place of a proposal that accepts a change, if not all of that change can be read or fits into its
 * message: then there is nothing to confirm. Undefined if all of it can be reviewed.
 */
export const decideElsewhere = (
  row: Proposal,
  accepts: Accepted | undefined,
  { system: { title } }: Connection,
  { showsLists }: Display,
): Message | undefined => {
  if (accepts === undefined) return undefined
  const message = proposalMessage(row, [], row.created_at)
  const isCut = !showsLists({ ...message, notes: [...(message.notes ?? []), ...later(row.people)] })
  if (accepts.isReadable && !isCut) return undefined
  const { asked, connection, provenance } = message
  const { fields = [], lists = [] } = shownIn(row)
  return {
    tone: 'answer',
    ...(asked && { asked }),
    ...(connection !== undefined && { connection }),
    title: `${accepts.isReadable ? 'Too large to review here' : "I can't read all of it"}. Decide in ${title}`,
    lead: accepts.isReadable
      ? `Not everything that ${accepts.pending} changes fits into one message, so it can't be accepted from here.`
      : `Part of ${accepts.pending} is in a form that I can't read, so it can't be accepted from here.`,
    fields,
    lists,
    ...(provenance && { provenance }),
  }
}

/** Throws UserError if a proposal can't show all of a text that is to be confirmed to the letter. */
export const mustShowVerbatim = (
  row: Proposal,
  { system: { title } }: Connection,
  { showsVerbatim }: Display,
): void => {
  const message = proposalMessage(row, [], row.created_at)
  if (message.verbatim === undefined) return
  if (showsVerbatim({ ...message, notes: [...(message.notes ?? []), ...later(row.people)] })) return
  throw new UserError(
    `${message.verbatim.title} is too long to be shown here in full, so nobody could confirm it. Shorten it, or do this in ${title}.`,
  )
}

/**
 * The longest additions to its message later: that writes are locked, who approved it (an e-mail has 254 characters at
 * most), and which three proposals were open on the same object, with a link to each.
 */
const later = (people: number): readonly string[] => [400, 256 * people, 3 * 550].map((size) => '–'.repeat(size))
