import type { Look, Probed, Remark, Right } from '../../system.ts'
import { probes } from '../operations/probes.ts'
import { type ApiScope, apiScopes, needed, neededFor, scopeList } from './api-scopes.ts'
import { type LensScope, scopes } from './scopes.ts'

type Has = Readonly<Record<ApiScope, boolean | undefined>>

const all = Object.keys(scopes) as readonly LensScope[]

/** What a key with these API scopes may do of what needs all of these. */
const mayBy = (has: Has, wanted: readonly ApiScope[]): Right['may'] => {
  if (wanted.some((one) => has[one] === false)) return 'cannot'
  return wanted.every((one) => has[one]) ? 'can' : 'not tested'
}

/** Which API scopes the user group of the key has, needs and lacks. */
const remarksOf = (has: Has, wanted: readonly ApiScope[]): readonly Remark[] => {
  const held = apiScopes.filter((one) => has[one])
  const lacking = wanted.filter((one) => has[one] === false)
  const says = `Its user group has these API scopes: ${scopeList(held)}. Its scopes here need ${scopeList(wanted)}.`
  if (lacking.length === 0) return [{ says }]
  const todo = `Add ${scopeList(lacking)} to the api_scopes of its user group in user_groups.yml of the Lens. The first group that includes its user counts.`
  return [{ says, todo }]
}

/** An opaque key doesn't say when it ends, and Lens doesn't either. */
const lifetime: Remark = {
  says: 'Keys of DataOS are good for 24 hours unless they are made with -d, and Lens doesn’t say when one expires.',
}

/** Asks which API scopes the user group of the key has, without running a query; throws SystemError of the kind `auth` for a key that Lens doesn't accept. */
export const examineKey = async ({ may, declares, expiresAt }: Look): Promise<Probed> => {
  const asked = await Promise.all(apiScopes.map(async (one) => [one, await may(probes[one])] as const))
  const has = Object.fromEntries(asked) as Has
  const declared = all.filter((scope) => declares(scope))
  const wanted = neededFor(declared)
  const rights = all.flatMap((what): readonly Right[] => {
    if (declares(what)) return [{ what, declared: true, may: mayBy(has, needed[what]) }]
    // What comes with an API scope that is needed anyway is no excess.
    const isAlong = needed[what].every((one) => wanted.includes(one))
    return isAlong ? [] : [{ what, declared: false, may: mayBy(has, needed[what]) }]
  })
  return { expiresAt, rights, remarks: [...remarksOf(has, wanted), ...(expiresAt === undefined ? [lifetime] : [])] }
}
