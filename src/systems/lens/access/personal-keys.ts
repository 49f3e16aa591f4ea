import { UserError } from '../../../errors.ts'
import type { System } from '../../system.ts'
import { probes } from '../operations/probes.ts'
import { type ApiScope, apiScopes, scopeList } from './api-scopes.ts'

/**
 * A person's own API key of DataOS, which sees what the user group of that person sees. Lens doesn't say whose a key is: only
 * that it accepts it, and which API scopes its user group has.
 */
export const personalKeys: NonNullable<System['personalKeys']> = {
  where:
    'Make an API key of your own with “dataos-ctl user apikey create -d 720h”: it is good for 30 days. Without -d it expires after 24 hours.',
  owner: async ({ may }) => {
    const asked = await Promise.all(apiScopes.map(async (one) => [one, await may(probes[one])] as const))
    const has = Object.fromEntries(asked) as Readonly<Record<ApiScope, boolean | undefined>>
    // Whatever is typed is checked against the tables first.
    if (has.meta === false)
      throw new UserError(
        'Lens accepts this key, but its user group lacks the API scope meta, so nothing could be asked with it. It wasn’t stored.',
      )
    if (has.meta === undefined) throw new UserError('Lens didn’t say whether it accepts this key. It wasn’t stored.')
    const held = apiScopes.filter((one) => has[one])
    const lacks = apiScopes.filter((one) => has[one] === false)
    const without = lacks.length === 0 ? '' : `, not ${scopeList(lacks)}`
    return {
      account: undefined,
      can: `Your user group has ${held.length === 1 ? 'the API scope' : 'the API scopes'} ${scopeList(held)}${without}.`,
    }
  },
}
