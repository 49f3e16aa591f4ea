import { ids } from '../ids.ts'
import { type Method, needed } from '../method.ts'
import { Refused } from '../refused.ts'
import type { Account, Json } from '../state.ts'
import type { Workspace } from '../workspace.ts'

const inProfile = ['email', 'display_name', 'real_name', 'title']

const shown = ({ options }: Workspace, account: Account): Json => {
  const { id, word, name, team, kind, email, said } = account
  const changed = Object.entries(said)
  const profile = {
    real_name: name,
    display_name: word,
    team,
    ...(email !== undefined && { email }),
    ...Object.fromEntries(changed.filter(([key]) => inProfile.includes(key))),
  }
  const seesMail = options.scopes.includes('users:read.email')
  const { email: _, ...nameless } = profile
  // On Enterprise Grid a person belongs to the organization, and to any number of its workspaces.
  const { enterprise } = options
  const home =
    enterprise === undefined || kind === 'stranger'
      ? { team_id: team }
      : { enterprise_user: { id, enterprise_id: enterprise, enterprise_name: 'Acme', teams: [team] } }
  return {
    id,
    ...home,
    name: word,
    real_name: name,
    deleted: false,
    is_admin: false,
    is_owner: false,
    is_bot: kind === 'bot',
    is_app_user: false,
    is_restricted: kind === 'guest',
    is_ultra_restricted: false,
    ...(kind === 'stranger' && { is_stranger: true }),
    ...(kind === 'member' && { is_email_confirmed: true }),
    tz: 'Europe/Paris',
    tz_offset: 3600,
    updated: 0,
    ...Object.fromEntries(changed.filter(([key]) => !inProfile.includes(key))),
    profile: seesMail ? profile : nameless,
  }
}

/** People and their groups. */
export const users: readonly Method[] = [
  {
    name: 'users.info',
    scopes: ['users:read'],
    answer: (call) => {
      const user = needed(call, 'user')
      const account = call.workspace.state.accounts.find(({ id }) => id === user)
      if (!account) throw new Refused('user_not_found')
      return { user: shown(call.workspace, account) }
    },
  },
  {
    name: 'users.list',
    scopes: ['users:read'],
    answer: ({ workspace }) => ({
      members: workspace.state.accounts.filter(({ team }) => team === ids.team).map((one) => shown(workspace, one)),
      cache_ts: Math.floor(workspace.now() / 1000),
      response_metadata: { next_cursor: '' },
    }),
  },
  {
    name: 'users.lookupByEmail',
    scopes: ['users:read.email'],
    answer: (call) => {
      const email = needed(call, 'email').toLowerCase()
      const all = call.workspace.state.accounts.map((one) => shown(call.workspace, one))
      const user = all.find((one) => (one.profile as Json).email === email && one.deleted !== true)
      if (!user) throw new Refused('users_not_found')
      return { user }
    },
  },
  {
    name: 'usergroups.list',
    scopes: ['usergroups:read'],
    answer: ({ workspace, args }) => ({
      usergroups: workspace.state.groups.map(({ id, handle, name, users: some }) => ({
        id,
        team_id: ids.team,
        is_usergroup: true,
        handle,
        name,
        user_count: some.length,
        date_delete: 0,
        ...(String(args.include_users) === 'true' && { users: some }),
      })),
    }),
  },
  {
    name: 'usergroups.users.list',
    scopes: ['usergroups:read'],
    answer: (call) => {
      const id = needed(call, 'usergroup')
      const group = call.workspace.state.groups.find((one) => one.id === id)
      if (!group) throw new Refused('no_such_subteam')
      return { users: group.users }
    },
  },
]
