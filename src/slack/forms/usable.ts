import { scopesOf } from '../../command/command.ts'
import { RefusedError, UserError } from '../../errors.ts'
import { mustBeAllowed } from '../../run/refuse.ts'
import { getForm, type StoredForm } from '../../store/forms.ts'
import { getRun, type Run } from '../../store/runs.ts'
import { isShared } from '../answer.ts'
import type { SlackContext } from '../context.ts'
import { isId } from '../pressed-post.ts'

const gone = 'This form is too old. Type the line again.'

/** A form that a person may use now, and the run whose answer asks for it. */
export interface UsableForm extends Pick<StoredForm, 'form'> {
  readonly run: Run & { readonly channel: string }
}

/**
 * The form of a run, as it was stored: nothing that a button or a modal carries is trusted but the id. Throws UserError if
 * there is none or it is somebody else's, and RefusedError, recorded in the audit log, if the policy doesn't allow its
 * command any more.
 */
export const usableForm = async (slack: SlackContext, user: string, id: string): Promise<UsableForm> => {
  const { context, people, places } = slack
  const { store, world } = context
  if (!isId(id)) throw new UserError('This button leads nowhere. Ask again.')
  const who = await people.known(user)
  if ('refused' in who) throw new RefusedError(who.refused)
  const { principal } = who
  const [run, stored] = [await getRun(store.db, id), await getForm(store.db, id, world.clock.now())]
  if (!run || !stored || run.channel === null) throw new UserError(gone)
  const { channel } = run
  if (stored.owner !== undefined && stored.owner !== principal.id)
    throw new UserError('Somebody else asked for this. Type the line yourself.')
  if ((await places.standing(channel)) === 'shared') throw new RefusedError(isShared)
  const command = context.commands.find(({ name }) => name === stored.command)
  if (!command) throw new UserError(`“${stored.command}” is not a command any more.`)
  const { connection } = stored
  await mustBeAllowed(context, principal, {
    command: command.name,
    scopes: scopesOf(command),
    channel,
    ...(connection !== undefined && { connection }),
  })
  return { run: { ...run, channel }, form: stored.form }
}
