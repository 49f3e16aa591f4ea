import { type Check, finder } from '../../run/doctor/finding.ts'
import type { Secret } from '../../vault/secret.ts'
import type { World } from '../../world.ts'
import { createCall } from '../call.ts'
import type { Network } from '../network.ts'
import { type OpenSocket, takeTicket } from '../ticket.ts'

/** The app-level token of Socket Mode: whether Slack lets it open a socket. The address that it is given is never used. */
export const socketCheck = (
  account: { readonly token: Secret; readonly apiUrl: string; readonly network: Network },
  world: World,
): Check => ({
  name: 'socket',
  offline: false,
  run: async () => {
    const found = finder('SLACK_APP_TOKEN')
    const ticket = await takeTicket(createCall<OpenSocket>(account, world), account.apiUrl)
    if ('url' in ticket) return [found('ok', 'slack:socket', 'Slack lets it open sockets.')]
    const todo = 'Look at “Basic Information”, “App-Level Tokens” of the Slack app: it needs connections:write.'
    return ticket.fatal
      ? [found('wrong', 'slack:socket', `Slack lets it open no socket (${ticket.why}).`, { todo })]
      : [found('warning', 'slack:socket', `Slack gave no socket just now (${ticket.why}).`)]
  },
})
