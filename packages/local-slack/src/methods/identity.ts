import { ids } from '../ids.ts'
import type { Method } from '../method.ts'
import { Refused } from '../refused.ts'

/** Which bot of which workspace this is. */
export const identity: readonly Method[] = [
  {
    name: 'auth.test',
    answer: ({ workspace: { url, options } }) => {
      const { enterprise, installed } = options
      const isWide = installed === 'organization'
      return {
        url: `${url}/`,
        team: 'Acme',
        user: ids.botName,
        team_id: isWide ? (enterprise ?? 'E0ACME') : ids.team,
        user_id: ids.botUser,
        bot_id: ids.bot,
        ...((isWide || enterprise !== undefined) && { enterprise_id: enterprise ?? 'E0ACME' }),
        is_enterprise_install: isWide,
      }
    },
  },
  {
    name: 'bots.info',
    scopes: ['users:read'],
    answer: ({ args, workspace }) => {
      if (args.bot !== undefined && args.bot !== ids.bot) throw new Refused('bot_not_found')
      const { bot: id, app: app_id, botUser: user_id } = ids
      const app = workspace.options.installed !== 'legacy' && { app_id }
      return { bot: { id, deleted: false, name: 'Coxswain', updated: 0, ...app, user_id, icons: {} } }
    },
  },
  {
    name: 'team.info',
    scopes: ['team:read'],
    answer: () => ({ team: { id: ids.team, name: 'Acme', domain: ids.domain, email_domain: 'acme.example' } }),
  },
]
