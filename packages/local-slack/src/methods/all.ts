import type { Method } from '../method.ts'
import { chat } from './chat.ts'
import { conversations } from './conversations.ts'
import { files } from './files.ts'
import { history } from './history.ts'
import { identity } from './identity.ts'
import { reactions } from './reactions.ts'
import { sockets } from './sockets.ts'
import { users } from './users.ts'
import { views } from './views.ts'

/** Every method of the Web API that the local Slack knows, by name. */
export const methods: ReadonlyMap<string, Method> = new Map(
  [...identity, ...sockets, ...users, ...conversations, ...history, ...chat, ...views, ...files, ...reactions].map(
    (one) => [one.name, one],
  ),
)
