import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { WebSocketServer } from 'ws'
import { clientApi } from './client-api.ts'
import { barred, isClient } from './gate.ts'
import { hands } from './hands.ts'
import { upgrade } from './links.ts'
import type { LocalSlack, LocalSlackOptions, PageAsset } from './local-slack.ts'
import { sendText } from './reply.ts'
import { download, upload } from './uploads.ts'
import { createResponses, createWebApi } from './web-api.ts'
import { createWorkspace, type Workspace } from './workspace.ts'

type Page = (path: string) => PageAsset | undefined

/** What lies at the addresses of a local Slack. */
const createAnswer = (workspace: Workspace) => {
  const webApi = createWebApi(workspace)
  const responses = createResponses(workspace)
  let page: Promise<Page> | undefined

  const show = async (response: ServerResponse, path: string): Promise<void> => {
    page ??= workspace.options.page?.()
    const asset = (await page)?.(path)
    if (asset) return void response.writeHead(200, { ...asset.headers }).end(asset.body)
    return path === '/'
      ? sendText(response, 200, 'A local Slack, without its page.')
      : sendText(response, 404, 'Nothing is here.')
  }

  return async (request: IncomingMessage, response: ServerResponse, port: number): Promise<void> => {
    const asked = URL.parse(request.url ?? '/', workspace.url)
    if (!asked) return sendText(response, 400, 'That is no address.')
    const { pathname: path, searchParams: query } = asked
    const why = barred(request, path, port, workspace.options.names?.hosts)
    if (why !== undefined) return sendText(response, 403, `Not let in: ${why}.`)
    const [, first, second = '', third = ''] = path.split('/')
    if (isClient(path)) return clientApi(workspace, request, response, { path, query })
    if (first === 'api' && request.method === 'POST') return webApi(request, response, second)
    if (first === 'response' && request.method === 'POST') return responses(request, response, second)
    if (first === 'upload' && request.method === 'POST') return upload(workspace, request, response, third)
    if (first === 'files' && request.method === 'GET') return download(workspace, response, second)
    if (path === '/healthz') return sendText(response, 200, 'ok')
    return request.method === 'GET' ? show(response, path) : sendText(response, 404, 'Nothing is here.')
  }
}

/** Starts a local Slack on 127.0.0.1, with the same people and channels every time; rejects when the port is taken. */
export const startLocalSlack = async (options: LocalSlackOptions): Promise<LocalSlack> => {
  const workspace = createWorkspace(options)
  const answer = createAnswer(workspace)
  const open = new Set<Socket>()
  const server = createServer({ keepAliveTimeout: 600_000 }, (request, response) => {
    response.setHeader('date', new Date(workspace.now()).toUTCString())
    answer(request, response, (server.address() as AddressInfo).port).catch((error: unknown) => {
      if (request.destroyed || response.headersSent) return void request.socket.destroy()
      sendText(response, 500, `a bug in the local Slack: ${String(error)}`)
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  server.on('connection', (socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
  })
  const sockets = new WebSocketServer({ noServer: true })
  server.on('upgrade', (...asked) => upgrade(workspace, sockets, asked))
  workspace.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    ...hands(workspace),
    connections: {
      count: () => open.size,
      reset: () => {
        for (const socket of open) socket.resetAndDestroy()
      },
    },
    close: async () => {
      workspace.ending.abort()
      workspace.streams.close()
      for (const { socket } of workspace.links) socket.terminate()
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
