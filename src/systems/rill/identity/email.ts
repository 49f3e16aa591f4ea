import { RefusedError } from '../../../errors.ts'
import { quoted } from '../../../quoted.ts'
import type { Individual } from '../../../vault/individual.ts'
import { SentEmail } from '../shapes/index.ts'

/**
 * The e-mail for which a token is made. RefusedError, before anything is sent, for who has none: a policy that misses it
 * would answer with nothing, and no error. Also for a guest, and for an e-mail that could be more than text in a policy.
 */
export const emailOf = ({ email, noEmail, isGuest }: Individual): string => {
  if (isGuest)
    throw new RefusedError(`Guests of the workspace can’t ask Rill, which answers with their own rights. ${sent}`)
  if (email === undefined)
    throw new RefusedError(`Rill answers with your own rights, and needs your verified e-mail. ${noEmail} ${sent}`)
  const lower = email.toLowerCase()
  if (!SentEmail.safeParse(lower).success)
    throw new RefusedError(
      `Your e-mail ${quoted(lower)} can’t be sent to Rill, whose policies use e-mails as plain text. Before the @ only letters, digits, “.”, “_”, “+” and “-” are allowed. Ask a Slack admin for an e-mail without other characters. ${sent}`,
    )
  return lower
}

const sent = 'No request was sent.'
