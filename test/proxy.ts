import { createServer } from 'node:http'
import { createServer as createSecure } from 'node:https'
import { connect, type Socket } from 'node:net'
import { createServer as createTls } from 'node:tls'
import { onTestFinished } from 'vitest'
import { listening } from './systems/calling.ts'
import type { Certificate } from './tls.ts'

/** What a local proxy was asked for: `slack.com:443`, with which user and password. */
export interface AskedOfProxy {
  readonly target: string
  readonly authorization: string | undefined
}

export interface LocalProxy {
  readonly url: string
  readonly asked: readonly AskedOfProxy[]
  /** What it answers each `CONNECT` with from now on: 200 lets it through. */
  answers: number
  /** Cuts off everything that goes through it. */
  cut(): void
}

/** Two sockets as one: what comes on one goes out on the other, and both end together. */
const join = (one: Socket, other: Socket): void => {
  one.pipe(other).pipe(one)
  for (const [each, its] of [[one, other] as const, [other, one] as const]) {
    each.on('error', () => {}).on('close', () => its.destroy())
  }
}

/** A proxy on loopback that knows where each name leads (`portOf`) and nothing else; with a certificate, over TLS. */
export const startProxy = async (
  portOf: (target: string) => number | undefined | Promise<number | undefined>,
  certificate?: Certificate,
): Promise<LocalProxy> => {
  const asked: AskedOfProxy[] = []
  const sockets = new Set<Socket>()
  const cut = () => {
    for (const socket of sockets) socket.destroy()
  }
  const proxy = { url: '', asked, answers: 200, cut }
  const server = certificate ? createSecure({ key: certificate.key, cert: certificate.cert }) : createServer()
  server.on('connect', async (request, socket: Socket) => {
    socket.on('error', () => {})
    sockets.add(socket)
    const target = request.url ?? ''
    asked.push({ target, authorization: request.headers['proxy-authorization'] })
    const port = await portOf(target)
    const status = port === undefined ? 502 : proxy.answers
    if (status !== 200 || port === undefined)
      return void socket.end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`)
    const onward = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connected\r\n\r\n')
      join(socket, onward)
    })
    onward.on('error', () => socket.destroy())
  })
  onTestFinished(cut)
  proxy.url = `${certificate ? 'https' : 'http'}://127.0.0.1:${await listening(server)}`
  return proxy
}

/** Puts TLS before a server on loopback; the port to be asked. `greeted` is called within each handshake that names a host. */
export const startFront = async (
  { key, cert }: Certificate,
  portOf: () => Promise<number>,
  greeted: () => void = () => {},
): Promise<number> => {
  const SNICallback = (_: string, done: (error: null) => void) => {
    greeted()
    done(null)
  }
  return listening(
    createTls({ key, cert, SNICallback }, async (socket) => {
      socket.on('error', () => {})
      join(socket, connect(await portOf(), '127.0.0.1'))
    }),
  )
}
