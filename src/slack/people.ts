import { type Principal, slackUser } from '../policy/person.ts'
import type { People } from '../run/context.ts'
import type { Clock } from '../world.ts'
import type { SlackCall } from './call.ts'
import { createRecent } from './recent.ts'
import type { Workspace } from './workspace.ts'

/** Somebody in Slack: who that is for the policy, or why nobody. */
export type SlackPerson =
  | {
      readonly principal: Principal
      /** `Europe/Paris`, as their profile says; undefined if it says none. */
      readonly timeZone: string | undefined
      /** Of their profile; people write there what they like. */
      readonly title?: string | undefined
    }
  /** `isBot`: a bot gets no answer at all, because two bots that answer each other never stop. */
  | { readonly refused: string; readonly isBot?: true }

/** Who people are, as Slack reports it. */
export interface SlackPeople extends People {
  /** For reads: at most 5 minutes old. */
  known(user: string): Promise<SlackPerson>
}

const freshMs = 5 * 60_000
const unanswered = 'Slack does not say who you are just now, so nothing was run. Try again in a minute.'

interface User {
  readonly id?: string
  readonly team_id?: string
  readonly enterprise_user?: {
    readonly id?: string
    readonly enterprise_id?: string
    readonly teams?: readonly string[]
  }
  readonly name?: string
  readonly deleted?: boolean
  readonly is_bot?: boolean
  readonly is_workflow_bot?: boolean
  readonly is_restricted?: boolean
  readonly is_ultra_restricted?: boolean
  readonly is_stranger?: boolean
  readonly is_email_confirmed?: boolean
  readonly tz?: string | null
  readonly profile?: {
    readonly email?: string
    readonly display_name?: string
    readonly real_name?: string
    readonly title?: string
  }
}

/** The people of one workspace; guests only if `guests` says so, and nobody of another organisation. */
export const createPeople = (
  { call, clock }: { readonly call: SlackCall; readonly clock: Clock },
  workspace: () => Workspace | undefined,
  { guests }: { readonly guests: boolean },
): SlackPeople => {
  const seen = createRecent<SlackPerson>(clock, freshMs)

  /** Undefined if Slack does not answer. */
  const ask = async (user: string): Promise<SlackPerson | undefined> => {
    const ours = workspace()
    if (ours === undefined) return undefined
    const answered = await call('users.info', { user })
    if (answered.how === 'refused')
      return answered.why === 'user_not_found' ? { refused: 'Slack does not know your account here.' } : undefined
    if (answered.how !== 'sent') return undefined
    const about = answered.data.user as User
    // On Enterprise Grid a person has one id in the workspace and one in the organisation.
    if (about.id !== user && about.enterprise_user?.id !== user) return undefined
    const { scopes } = (answered.data.response_metadata ?? {}) as { readonly scopes?: readonly string[] }
    const seesMail = scopes?.includes('users:read.email') ?? true
    const known = knownOf(about, { user, ours, guests, seesMail })
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
    account: (user) => {
      const ours = workspace()
      return ours && { id: accountId(ours.team, user), name: user, kind: 'slack' }
    },
    title: (principal) => {
      const known = seen.get(slackUser(principal) ?? '')
      return known && 'principal' in known ? known.title : undefined
    },
  }
}

interface Circumstances {
  /** As the payload names the person. */
  readonly user: string
  readonly ours: Workspace
  readonly guests: boolean
  readonly seesMail: boolean
}

/** True for a member of the bot's workspace: on Enterprise Grid a person may belong to several workspaces of one organisation. */
const isOf = ({ team, enterprise }: Workspace, { team_id, enterprise_user: grid }: User): boolean => {
  if (team_id === team) return true
  const isOurGrid = enterprise === undefined || grid?.enterprise_id === undefined || grid.enterprise_id === enterprise
  return isOurGrid && grid?.teams?.includes(team) === true
}

/** The id of an account of Slack as a principal. */
export const accountId = (team: string | undefined, user: string): string => `slack:${team}/${user}`

const knownOf = (user: User, { user: id, ours, guests, seesMail }: Circumstances): SlackPerson => {
  if (user.is_bot || user.is_workflow_bot || id === 'USLACKBOT')
    return { refused: 'Bots cannot ask here.', isBot: true }
  if (user.deleted) return { refused: 'Your account in Slack is deactivated.' }
  if (user.is_stranger || !isOf(ours, user))
    return { refused: 'Only people of this workspace can ask here; you belong to another one. Nothing was run.' }
  const isGuest = user.is_restricted === true || user.is_ultra_restricted === true
  if (isGuest && !guests)
    return { refused: 'You are a guest in this workspace, and guests cannot ask here. Nothing was run.' }
  const { email, display_name: shown, real_name: real, title } = user.profile ?? {}
  const isShown = email !== undefined && email !== ''
  const name = [shown, real, user.name, id].find((one) => one !== undefined && one !== '') ?? id
  const account = { id: accountId(ours.team, id), name, kind: 'slack', ...(isGuest && { isGuest }) } as const
  const timeZone = zoneOf(user)
  if (!isShown) return { principal: { ...account, noEmail: seesMail ? 'hidden' : 'scope' }, timeZone, title }
  const mail = user.is_email_confirmed === false ? ({ noEmail: 'unconfirmed' } as const) : { email }
  return { principal: { ...account, ...mail }, timeZone, title }
}

const zoneOf = ({ tz }: User): string | undefined => {
  try {
    // Throws for a zone that this process doesn't know.
    return tz ? new Intl.DateTimeFormat('en-GB', { timeZone: tz }).resolvedOptions().timeZone : undefined
  } catch {
    return undefined
  }
}
