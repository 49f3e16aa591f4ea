import { type LocalLens, startLens } from 'local-lens'
import { needed, neededFor } from '../../../src/systems/lens/access/api-scopes.ts'
import type { LocalSystem } from '../contract/local-system.ts'

/** A user in a user group of its own with the API scopes that these need, and its key. */
const userFor = ({ state }: LocalLens, scopes: readonly string[]): string => {
  const user = `users:id:own${state.keys.length}`
  state.groups.unshift({ name: user, scopes: [...neededFor(scopes)], includes: [user] })
  const secret = Buffer.from(`token_own${state.keys.length}_LocalLens`.padEnd(48, '0')).toString('base64')
  state.keys.push({ secret, user })
  return secret
}

/** What comes with the API scopes that these need. */
const along = (scopes: readonly string[]): readonly string[] => {
  const held = neededFor(scopes)
  return Object.entries(needed).flatMap(([scope, all]) => (all.every((one) => held.includes(one)) ? [scope] : []))
}

/** There is one Lens, and nobody tells its version. */
export const localLens: LocalSystem<LocalLens> = {
  start: async (_, now) => startLens(now ? { now } : {}),
  source: () => /^DataOS Lens$/,
  token: (local, { scope }) => userFor(local, [scope]),
  accounts: { 'a user in a user group of its own': userFor },
  along,
  refuse: ({ faults }) => {
    faults.refused = true
  },
  lose: ({ faults }) => {
    faults.down = true
  },
}
