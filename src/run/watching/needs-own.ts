import type { SystemErrorKind } from '../../errors.ts'
import type { Principal } from '../../policy/person.ts'
import type { Context } from '../context.ts'
import { readingAs } from '../reading.ts'
import { isDirect } from './read-watch.ts'

/** Whether the bot's tokens may not read it there, as a failure of that kind says, and the person may, with access of their own. */
export const needsOwn = async (
  context: Context,
  principal: Principal,
  {
    channel,
    connection: id,
    kind,
  }: { readonly channel: string; readonly connection: string; readonly kind: SystemErrorKind | undefined },
): Promise<boolean> => {
  if (isDirect(channel) || (kind !== 'auth' && kind !== 'forbidden')) return false
  const found = readingAs(context, principal).connections.find(({ connection }) => connection.id === id)
  return (await found?.connection.isPersonal()) === true
}
