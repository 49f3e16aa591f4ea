import { newTicket } from '../links.ts'
import type { Method } from '../method.ts'

/** For Socket Mode: the one method of the app-level token. */
export const sockets: readonly Method[] = [
  {
    name: 'apps.connections.open',
    byApp: true,
    answer: ({ workspace, token }) => ({ url: newTicket(workspace, token) }),
  },
]
