import type { z } from 'zod'
import { RefusedError } from '../errors.ts'
import { explain } from '../run/explain.ts'
import { connectKey } from '../run/personal-keys/connect.ts'
import { typedKey } from '../run/personal-keys/typed-key.ts'
import type { Ending } from '../run/reply.ts'
import type { SlackContext } from './context.ts'
import { keyView } from './key-view.ts'
import type { Submission } from './payload.ts'
import { type ReplyRoute, tell } from './tell.ts'

/** Opens the modal in which a person gives a key of their own for a connection. */
export const askKey = async (
  slack: SlackContext,
  back: ReplyRoute,
  connection: string,
  trigger: string,
): Promise<Ending> => {
  const isConnection = slack.context.connections.some((one) => one.connection.id === connection)
  const view = keyView({ connection, about: `${connection} ${back.channel}` })
  if (isConnection && (await slack.call('views.open', { trigger_id: trigger, view })).how === 'sent') return 'done'
  const title = isConnection
    ? 'Slack did not open the form. Press the button again.'
    : 'This connection is not in the settings any more.'
  await tell(slack, back, { tone: 'error', title })
  return 'usage'
}

/**
 * Takes the key of a submission for whoever submitted it, checks and stores it, and tells that person alone, where they asked.
 */
export const takeKey = async (slack: SlackContext, body: z.output<typeof Submission>): Promise<Ending> => {
  const { context, people } = slack
  const user = body.user.id
  const [connection = '', channel = user] = body.view.private_metadata.split(' ')
  const back = { user, channel }
  try {
    const key = typedKey(body.view.state.values.key?.key?.value ?? '')
    const who = await people.known(user)
    if ('refused' in who) throw new RefusedError(who.refused)
    const wanted = { principal: who.principal, channel, text: connection }
    await tell(slack, back, await connectKey(context, wanted, key))
    return 'done'
  } catch (error) {
    const { ending, message } = explain(error, context, {})
    await tell(slack, back, message)
    return ending
  }
}
