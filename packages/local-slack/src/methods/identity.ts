import { ids } from '../ids.ts'
import type { Method } from '../method.ts'
import { Refused } from '../refused.ts'

/** Which bot of which workspace this is. */
export const identity: readonly Method[] = [
  {
    name: 'auth.test',
    answer: ({ workspace }) => ({
      url: `${workspace.url}/`,
      team: 'Acme',
      user: ids.botName,
      team_id: ids.team,
      user_id: ids.botUser,
      bot_id: ids.bot,
      is_enterprise_install: false,
    }),
  },
  {
    name: 'bots.info',
    scopes: ['users:read'],
    answer: ({ args }) => {
      if (args.bot !== undefined && args.bot !== ids.bot) throw new Refused('bot_not_found')
      const { bot: id, app: app_id, botUser: user_id } = ids
      return { bot: { id, deleted: false, name: 'Coxswain', updated: 0, app_id, user_id, icons: {} } }
    },
  },
  {
    name: 'team.info',
    scopes: ['team:read'],
    answer: () => ({ team: { id: ids.team, name: 'Acme', domain: ids.domain, email_domain: 'acme.example' } }),
  },
]
