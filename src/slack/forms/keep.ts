import type { Message } from '../../message/message.ts'
import type { Reply } from '../../run/reply.ts'
import { insertForm } from '../../store/forms.ts'
import type { SlackContext } from '../context.ts'
import type { ActiveRun } from '../incoming-line.ts'
import { accountId } from '../people.ts'
import { formView } from './view.ts'

/**
 * Stores what an answer asks for, so that its button opens it on any replica. Returns the message as it is shown and stored:
 * with the button and without the fields; without the button if Slack can't show the form.
 */
export const keepForm = async (
  { context, workspace }: SlackContext,
  { run, line, user }: ActiveRun,
  { message, command, to, own }: Reply,
): Promise<Message> => {
  const { form, ...rest } = message
  if (form === undefined) return message
  if (command === undefined || !formView(form, { run, line })) return rest
  // What was read with a person's own access is theirs, also once they have shared it.
  const isOpen = to === 'channel' && own?.privacy !== 'personal'
  const owner = isOpen ? undefined : accountId(workspace()?.team, user)
  const { connection } = message
  const now = context.world.clock.now()
  await context.store.transaction((tx) => insertForm(tx, { run, owner, command, connection, form }, now))
  return { ...rest, form: { ...form, fields: [] } }
}
