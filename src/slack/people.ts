import { type Principal, slackUser } from '../policy/person.ts'
import type { People } from '../run/means.ts'
import type { Clock } from '../world.ts'
import type { Call } from './call.ts'
import { createRecent } from './recent.ts'
import type { Workspace } from './workspace.ts'

/** Somebody in Slack: who that is to the policy, or why nobody. */
export type Known = { readonly principal: Principal } | { readonly refused: string }

/** Who people are, by Slack's own word. */
export interface SlackPeople extends People {
  /** For questions: at most 5 minutes old. */
  known(user: string): Promise<Known>
}

const freshMs = 5 * 60_000
const unanswered = 'Slack does not say who you are just now, so nothing was run. Try again in a minute.'

interface User {
  readonly id?: string
  readonly team_id?: string
  readonly name?: string
  readonly deleted?: boolean
  readonly is_bot?: boolean
  readonly is_restricted?: boolean
  readonly is_ultra_restricted?: boolean
  readonly is_stranger?: boolean
  readonly is_email_confirmed?: boolean
  readonly profile?: { readonly email?: string; readonly display_name?: string; readonly real_name?: string }
}

/** The people of one workspace; guests only where `guests` says so, and nobody of another organisation. */
export const createPeople = (
  { call, clock }: { readonly call: Call; readonly clock: Clock },
  workspace: () => Workspace | undefined,
  { guests }: { readonly guests: boolean },
): SlackPeople => {
  const seen = createRecent<Known>(clock, freshMs)

  /** Undefined where Slack does not answer. */
  const ask = async (user: string): Promise<Known | undefined> => {
    const team = workspace()?.team
    if (team === undefined) return undefined
    const answered = await call('users.info', { user })
    if (answered.how === 'refused')
      return answered.why === 'user_not_found' ? { refused: 'Slack does not know your account here.' } : undefined
    if (answered.how !== 'sent') return undefined
    const about = answered.data.user as User
    if (about.id !== user) return undefined
    const known = knownOf(about, { user, team, guests })
    seen.set(user, known)
    return known
  }

  return {
    known: async (user) => seen.get(user) ?? (await ask(user)) ?? { refused: unanswered },
    fresh: async (principal) => {
      const user = slackUser(principal)
      if (user === undefined) return principal
      const known = await ask(user)
      if (known === undefined) return undefined
      return 'principal' in known ? known.principal : 'gone'
    },
  }
}

const knownOf = (
  user: User,
  { user: id, team, guests }: { readonly user: string; readonly team: string; readonly guests: boolean },
): Known => {
  if (user.deleted) return { refused: 'Your account in Slack is deactivated.' }
  if (user.is_bot) return { refused: 'Bots cannot ask here.' }
  if (user.is_stranger || user.team_id !== team)
    return { refused: 'Only people of this workspace can ask here; you belong to another one. Nothing was run.' }
  if ((user.is_restricted || user.is_ultra_restricted) && !guests)
    return { refused: 'You are a guest in this workspace, and guests cannot ask here. Nothing was run.' }
  const { email, display_name: shown, real_name: real } = user.profile ?? {}
  const isProven = email !== undefined && email !== '' && user.is_email_confirmed !== false
  const name = [shown, real, user.name, id].find((one) => one !== undefined && one !== '') ?? id
  return { principal: { id: `slack:${team}/${id}`, name, kind: 'slack', ...(isProven && { email }) } }
}
