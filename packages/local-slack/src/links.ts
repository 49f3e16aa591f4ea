import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { WebSocket, WebSocketServer } from 'ws'
import { ids } from './ids.ts'
import type { Link } from './state.ts'
import { newKey, type Workspace } from './workspace.ts'

const mostLinks = 10
const ticketMs = 30_000

/** The address of a new socket, which is good for once and half a minute. */
export const newTicket = (workspace: Workspace, token: string): string => {
  const ticket = newKey()
  workspace.tickets.set(ticket, { token, at: workspace.now(), isUsed: false })
  const base = workspace.options.names?.sockets ?? workspace.url.replace('http:', 'ws:')
  return `${base}/link/?ticket=${ticket}&app_id=${ids.app}`
}

const takeTicket = ({ tickets, now }: Workspace, ticket: string): string | undefined => {
  const found = tickets.get(ticket)
  if (!found || found.isUsed || now() - found.at > ticketMs) return undefined
  found.isUsed = true
  return found.token
}

const tellLink = ({ socket }: Link, said: object): void => socket.send(JSON.stringify(said))

const disconnect = (reason: string) => ({ type: 'disconnect', reason, debug_info: { host: 'local' } })

const welcome = (workspace: Workspace, socket: WebSocket, token: string): void => {
  const { links, linkFaults: faults } = workspace
  const link: Link = { token, socket, isGreeted: false, isLeaving: false, waiting: new Map() }
  socket.on('error', () => {})
  if (links.size >= mostLinks) {
    tellLink(link, disconnect('too_many_websockets'))
    socket.close()
    return
  }
  links.add(link)
  socket.on('close', () => {
    links.delete(link)
    for (const answer of link.waiting.values()) answer(undefined)
  })
  socket.on('message', (data) => {
    const { envelope_id: id, payload } = JSON.parse(String(data)) as { envelope_id: string; payload?: unknown }
    link.waiting.get(id)?.(payload === undefined ? '' : JSON.stringify(payload))
  })
  if (faults.silent) return
  tellLink(link, { type: 'hello', num_connections: links.size, connection_info: { app_id: ids.app } })
  link.isGreeted = true
  if (faults.falls === 0) return
  faults.falls -= 1
  socket.terminate()
}

/** Says on each socket that it is to be replaced by another. */
export const askToLeave = (workspace: Workspace, reason: string): void => {
  for (const link of workspace.links) {
    tellLink(link, disconnect(reason))
    link.isLeaving = true
  }
}

/** Lets a bot in where its ticket is good. */
export const upgrade = (
  workspace: Workspace,
  server: WebSocketServer,
  [request, socket, head]: readonly [IncomingMessage, Duplex, Buffer],
): void => {
  const { pathname: path, searchParams: query } = new URL(request.url ?? '/', workspace.url)
  const token = path === '/link/' ? takeTicket(workspace, query.get('ticket') ?? '') : undefined
  if (token === undefined) return void socket.end('HTTP/1.1 401 Unauthorized\r\nconnection: close\r\n\r\n')
  server.handleUpgrade(request, socket, head, (open) => welcome(workspace, open, token))
}
