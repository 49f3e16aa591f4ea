import { RefusedError } from '../../../errors.ts'
import type { Individual } from '../../../vault/individual.ts'
import { SentText } from '../shapes/index.ts'

/**
 * The title of a Slack profile, for policies of a workspace whose people can't change it. RefusedError, before anything is
 * sent, if that isn't so, and for one that is missing or could be more than text in a policy.
 */
export const titleOf = ({ profile: { title = '' } }: Individual, isTrusted: boolean): string => {
  if (!isTrusted)
    throw new RefusedError(`The settings don’t allow fields of Slack profiles in Rill (trustProfileField). ${sent}`)
  if (title === '')
    throw new RefusedError(
      `The policies of Rill need the title of your Slack profile, and it has none. Ask a Slack admin to set it. ${sent}`,
    )
  if (!SentText.safeParse(title).success)
    throw new RefusedError(
      `The title of your Slack profile can’t be sent to Rill, whose policies use it as plain text. Only letters of A to Z, digits, spaces and “. _ : @ / + -” are allowed. Ask a Slack admin to change it. ${sent}`,
    )
  return title
}

const sent = 'No request was sent.'
