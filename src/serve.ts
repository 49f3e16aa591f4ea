import { createServer, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { UserError } from './errors.ts'
import { type CrowdLimits, createCrowd, type Ousted } from './serve/crowd.ts'
import { free } from './serve/free.ts'
import { isOwnHost } from './serve/own-host.ts'
import { hasBody, isTwofold, pathOf } from './serve/request-target.ts'
import type { Clock } from './world.ts'

/** Who sent a request, as far as the listener is concerned. */
export interface Caller {
  /** Says that the request was found to be good, so that its connection is not closed for a stranger's. */
  vouch(): void
  /** Answers with an error and no body. What was not read of the request is thrown away, and the connection ends then. */
  refuse(status: number, headers?: OutgoingHttpHeaders): void
}

/** Answers the requests of one path; it sends `100 Continue` itself if that is expected (`response.writeContinue`). */
export type Handler = (request: IncomingMessage, response: ServerResponse, caller: Caller) => void

/** One address that is listened on. */
export interface Listener {
  /** `http://127.0.0.1:3000` */
  readonly url: string
  /** Accepts no more requests; resolves when those in progress are answered, or have had as long as Slack waits. */
  close(): Promise<void>
}

/** What is where: a path and who answers it. */
export type Paths = Readonly<Record<string, Handler>>

/** How long Slack waits for an answer, in milliseconds. */
const answerMs = 3_000

const turnMs = 1_000

/**
 * How many connections the operating system queues until they are accepted: a flood must not fill that before Slack's
 * arrives.
 */
const mostWaiting = 4_096

/** Slack's requests are whole within milliseconds, and few at once. */
const usual: CrowdLimits = { most: 500, turns: 5 }

const times = {
  // Balancers keep a connection for 60 seconds: if ours were closed first, they would send a request into a closed one.
  keepAliveTimeout: 65_000,
  // These also count while a connection waits for its first request. For one that has begun, `usual` counts.
  headersTimeout: 70_000,
  requestTimeout: 75_000,
  connectionsCheckingInterval: turnMs,
} as const

const refuse = (request: IncomingMessage, response: ServerResponse, status: number, headers: OutgoingHttpHeaders) => {
  if (response.headersSent || response.destroyed) return false
  const isUnread = hasBody(request) && !request.complete
  response.writeHead(status, { ...headers, 'content-length': 0, ...(isUnread && { connection: 'close' }) })
  if (!isUnread) return void response.end()
  // Closed at once, the answer could be lost with what is still on its way.
  response.flushHeaders()
  request.once('close', () => response.end()).once('end', () => response.end())
  request.on('data', free)
  return true
}

interface Place {
  readonly host: string
  readonly port: number
  readonly paths: Paths
  readonly limits: CrowdLimits
  readonly clock: Clock
  readonly ousted: (why: Ousted) => void
  /** True for a `Host` that may be asked for. */
  readonly isOwn: (host: string) => boolean
}

const listen = async ({ host, port, paths, limits, clock, ousted, isOwn }: Place): Promise<Listener> => {
  const crowd = createCrowd(limits, ousted)
  const closing = new AbortController()
  const server = createServer(times)
  const take = (status?: number) => (request: IncomingMessage, response: ServerResponse) => {
    const guest = crowd.begin(request, response)
    if (!guest) return void request.on('data', free)
    if (closing.signal.aborted) response.setHeader('connection', 'close')
    const caller: Caller = {
      vouch: () => {
        guest.vouched = true
      },
      refuse: (status, headers = {}) => {
        if (refuse(request, response, status, headers)) guest.closing = true
      },
    }
    const path = pathOf(request)
    if (isTwofold(request)) return caller.refuse(400)
    if (status !== undefined) return caller.refuse(status)
    if (request.headers.host !== undefined && !isOwn(request.headers.host)) return caller.refuse(421)
    if (path === '*') return request.method === 'OPTIONS' ? caller.refuse(200) : caller.refuse(400)
    const handler = Object.hasOwn(paths, path) ? paths[path] : undefined
    return handler ? handler(request, response, caller) : caller.refuse(404)
  }
  server.on('request', take()).on('checkContinue', take()).on('checkExpectation', take(417))
  server.on('connection', (socket) => crowd.enter(socket))
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => {
      const code = 'code' in error ? String(error.code) : 'unknown'
      reject(new UserError(`Nothing can listen on ${host}:${port} (${code}). Is it taken? Choose another port.`))
    })
    server.listen({ port, host, backlog: mostWaiting }, resolve)
  })
  const watch = async () => {
    while (!closing.signal.aborted) {
      crowd.turn()
      await clock.sleep(turnMs, closing.signal).catch(() => {})
    }
  }
  void watch()
  const { address, port: bound, family } = server.address() as AddressInfo
  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${bound}`,
    close: async () => {
      closing.abort()
      crowd.end()
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      server.closeIdleConnections()
      AbortSignal.timeout(answerMs).addEventListener('abort', () => server.closeAllConnections())
      await closed
    },
  }
}

/** Where the two listeners are, and which host names the operator's answers to besides its own. */
export interface Listeners {
  readonly host: string
  readonly port: number
  readonly opsHost: string
  readonly opsPort: number
  readonly opsNames: readonly string[]
}

/** What the listeners are built from, besides their paths. */
export interface Serving {
  readonly clock: Clock
  /** Called for each connection of the public listener that was closed to make room for others. */
  readonly ousted?: (why: Ousted) => void
  readonly limits?: CrowdLimits
}

/** Opens the public listener, if there is anything for it, and the operator's; nothing of one is on the other. */
export const serve = async (
  { host, port, opsHost, opsPort, opsNames }: Listeners,
  { open, ops }: { readonly open?: Paths; readonly ops: Paths },
  { clock, ousted = () => {}, limits = usual }: Serving,
): Promise<{ readonly open?: Listener; readonly ops: Listener }> => {
  const names = [opsHost.toLowerCase(), ...opsNames]
  const both = { clock, limits }
  const isOwn = (asked: string) => isOwnHost(asked, names)
  const operators = await listen({ ...both, host: opsHost, port: opsPort, paths: ops, ousted: () => {}, isOwn })
  if (!open) return { ops: operators }
  try {
    return { open: await listen({ ...both, host, port, paths: open, ousted, isOwn: () => true }), ops: operators }
  } catch (error) {
    await operators.close()
    throw error
  }
}
