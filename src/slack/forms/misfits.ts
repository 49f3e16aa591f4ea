import { getForm } from '../../store/forms.ts'
import type { SlackContext } from '../context.ts'
import { originOf } from '../origin.ts'
import { Submission } from '../payload.ts'
import { accountId } from '../people.ts'
import { isId } from '../pressed-post.ts'
import { enteredIn } from './values.ts'

/** How long Slack is let wait for what is wrong, in milliseconds; it waits 3 seconds for an acknowledgement. */
const mostMs = 1_000

/**
 * What is wrong with a submission, by `block_id`, for the acknowledgement: Slack then shows it in the modal, which stays
 * open. Undefined if nothing is, or if that can't be told in time; never throws.
 */
export const misfitsIn = async (
  slack: SlackContext,
  body: unknown,
): Promise<Readonly<Record<string, string>> | undefined> => {
  const { world } = slack.context
  const over = new AbortController()
  try {
    const late = world.clock.sleep(mostMs, over.signal).then(() => undefined)
    late.catch(() => {})
    return await Promise.race([checked(slack, body), late])
  } catch (error) {
    // The submission is handled as if nothing were wrong, and its answer says what is.
    world.log.warn('form', {}, error)
    return undefined
  } finally {
    over.abort()
  }
}

const checked = async (slack: SlackContext, body: unknown): Promise<Readonly<Record<string, string>> | undefined> => {
  const payload = Submission.safeParse(body)
  if (!payload.success) return undefined
  const { view, user } = payload.data
  const { teams, app } = originOf.submission(payload.data)
  const ours = slack.workspace()
  if (!ours || app !== ours.app || !teams.includes(ours.team)) return undefined
  if (!isId(view.private_metadata)) return undefined
  const { store, world } = slack.context
  const stored = await getForm(store.db, view.private_metadata, world.clock.now())
  const isTheirs = stored?.owner === undefined || stored.owner === accountId(ours.team, user.id)
  if (!stored || !isTheirs) return undefined
  const { misfits } = enteredIn(stored.form, view.state.values)
  return Object.keys(misfits).length > 0 ? misfits : undefined
}
