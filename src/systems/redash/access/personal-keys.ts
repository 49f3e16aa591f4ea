import type { System } from '../../system.ts'
import { ownSession } from '../operations/session.ts'
import type { KeySession } from '../shapes/index.ts'

/** A person's own API key, which sees the data sources that this person sees. The key of a query opens no session. */
export const personalKeys: NonNullable<System['personalKeys']> = {
  where: 'Your API key is on your profile page in Redash.',
  owner: async ({ read }) => {
    const { user } = (await read(ownSession)) as KeySession
    return { account: `${user.name} (${user.email})` }
  },
}
