import type { Socket } from 'node:net'
import { Readable } from 'node:stream'
import type { FetchFunction } from '@slack/web-api'
import {
  Agent,
  type buildConnector,
  fetch,
  ping,
  type Response as Reply,
  type RequestInit,
  request,
  WebSocket,
} from 'undici'
import { createConnector, keptMs } from '../systems/connector.ts'
import type { Secret } from '../vault/secret.ts'

/** The proxy on the way to an address, if there is one; its user and password are the value of a header. */
export type ProxyTo = (url: URL) => { readonly proxy?: string; readonly proxyAuthorization?: Secret }

/** A WebSocket that is being opened; `cut` ends it at once, without waiting for a closing handshake. */
export interface Dialled {
  readonly socket: WebSocket
  /** How many bytes have come. */
  bytes(): number
  ping(): void
  cut(): void
}

/** How this process reaches Slack, and the address of its heartbeat: directly, or through the proxy of the settings. */
export interface Network {
  readonly fetch: (...asked: Parameters<FetchFunction>) => Promise<Reply>
  /** Posts a text of this many bytes as it arrives, and returns the status of the answer; follows no redirect. */
  send(
    url: string,
    what: { readonly length: number; readonly text: AsyncIterable<string>; readonly limitMs: number },
  ): Promise<number>
  /** Gets an address, and returns the status of the answer; follows no redirect. */
  call(url: Secret, limitMs: number): Promise<number>
  dial(url: URL): Dialled
  close(): Promise<void>
}

const connectMs = 10_000
const tls = { rejectUnauthorized: true, ALPNProtocols: ['http/1.1'] }

/** The route to an address; if no socket could be made the error is a ConnectError that says why. */
const connectorBy =
  (proxyTo: ProxyTo): buildConnector.connector =>
  (asked, callback) => {
    const url = new URL(`${asked.protocol}//${asked.host ?? asked.hostname}`)
    const { proxy, proxyAuthorization: authorization } = proxyTo(url)
    const through = proxy === undefined ? undefined : { url: new URL(proxy), authorization }
    createConnector({ url, tls, pin: undefined, proxy: through, connectMs })(asked, callback)
  }

/** The network to Slack. Redirects, if they are allowed at all, take the route of their own address. */
export const createNetwork = (proxyTo: ProxyTo): Network => {
  const connect = connectorBy(proxyTo)
  const agent = new Agent({ connect, allowH2: false, keepAliveTimeout: keptMs, keepAliveMaxTimeout: keptMs })
  return {
    fetch: async (url, init) => fetch(url, { ...(await own(init)), dispatcher: agent }),
    send: async (url, { length, text, limitMs }) => {
      const { statusCode, body } = await request(url, {
        method: 'POST',
        dispatcher: agent,
        headers: { 'content-type': 'application/octet-stream', 'content-length': String(length) },
        body: Readable.from(inBytes(text), { objectMode: false }),
        signal: AbortSignal.timeout(limitMs),
      })
      await body.dump()
      return statusCode
    },
    call: async (url, limitMs) => {
      const { statusCode, body } = await request(url.reveal(), {
        dispatcher: agent,
        signal: AbortSignal.timeout(limitMs),
      })
      // What comes with it is thrown away, and what is long is not waited for.
      await body.dump()
      return statusCode
    },
    dial: (url) => {
      let raw: Socket | undefined
      const alone = new Agent({
        allowH2: false,
        connect: (asked, callback) =>
          connect(asked, (...made) => {
            raw = made[1] ?? undefined
            callback(...made)
          }),
      })
      const socket = new WebSocket(url, { dispatcher: alone })
      return {
        socket,
        bytes: () => raw?.bytesRead ?? 0,
        ping: () => ping(socket),
        cut: () => {
          socket.close()
          raw?.destroy()
          void alone.destroy()
        },
      }
    },
    close: () => agent.destroy(),
  }
}

async function* inBytes(text: AsyncIterable<string>): AsyncGenerator<Uint8Array, void> {
  for await (const piece of text) yield Buffer.from(piece)
}

type Given = Parameters<FetchFunction>[1]

/** The body, in classes of undici: a form of Node's own would be sent as `[object FormData]`. */
const own = async (init: Given): Promise<RequestInit> => {
  const { body, ...rest } = init ?? {}
  if (body === undefined || body === null || typeof body === 'string')
    return { ...rest, body: body ?? null } as RequestInit
  const whole = new Response(body)
  const type = whole.headers.get('content-type')
  const headers = { ...(type !== null && { 'content-type': type }), ...(rest.headers as Record<string, string>) }
  return { ...rest, headers, body: await whole.arrayBuffer() } as RequestInit
}
