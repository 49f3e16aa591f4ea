import type { X509Certificate } from 'node:crypto'
import { type IncomingMessage, request as plainRequest } from 'node:http'
import { request as secureRequest } from 'node:https'
import { isIP, connect as openTcp, type Socket } from 'node:net'
import { type ConnectionOptions, connect as openTls } from 'node:tls'
import type { buildConnector } from 'undici'
import type { SystemErrorContext, SystemErrorReason } from '../errors.ts'
import type { Secret } from '../vault/secret.ts'
import { pinMismatch } from './tls.ts'
import { unreachedReason } from './unreached.ts'

/** Where the sockets of one connection lead, and through what. */
export interface Route {
  readonly url: URL
  readonly tls: ConnectionOptions
  readonly pin: string | undefined
  readonly proxy: { readonly url: URL; readonly authorization: Secret | undefined } | undefined
  /** For name, proxy, TCP and TLS together. */
  readonly connectMs: number
}

/**
 * How long a socket is kept for the next request, in milliseconds, whatever the server would allow: a device in between
 * may forget it sooner and then reset it.
 */
export const keptMs = 3_000

/** A socket could not be made; no byte of a request has left. */
export class ConnectError extends Error {
  override readonly name = 'ConnectError'
  readonly code: string
  /** What the code means; undefined if it doesn't tell. */
  readonly reason: SystemErrorReason<'unreachable'> | undefined
  /** For `PROXY_UNREACHABLE` the code of its error, for `PROXY_REFUSED` the status that it answered, else the code. */
  readonly detail: string | undefined
  /** For `PIN_MISMATCH`. */
  readonly keys: SystemErrorContext['keys']
  constructor(code: string, message: string, more: Pick<SystemErrorContext, 'detail' | 'keys'> = {}) {
    super(message)
    this.code = code
    this.reason = unreachedReason(code)
    this.detail = more.detail ?? code
    this.keys = more.keys
  }
}

/**
 * undici's connector for one route: the socket is handed over when the certificate and the pin were checked, and never
 * before. No TLS session is ever resumed, because a resumed one shows no certificate to compare with the pin.
 */
export const createConnector =
  (route: Route, shown: (certificate: X509Certificate | undefined) => void = () => {}): buildConnector.connector =>
  (_asked, callback) => {
    let outermost: Socket | undefined
    let over = false
    const finish = (error: Error | undefined, socket?: Socket) => {
      if (over) return
      over = true
      clearTimeout(timer)
      if (!error && socket) return callback(null, socket)
      // TLS closes the socket below it. Closing that one first, in the middle of a handshake, ends Node 24 with SIGSEGV.
      outermost?.destroy()
      callback(asConnectError(error), null)
    }
    const timer = setTimeout(
      () => finish(new ConnectError('CONNECT_TIMEOUT', `no connection within ${route.connectMs} ms`)),
      route.connectMs,
    )
    const keep = <S extends Socket>(socket: S, fail: (error: Error) => void = finish): S => {
      outermost = socket
      // The listener stays: a socket that fails after the callback must not end the process.
      socket.on('error', fail).on('close', () => finish(new ConnectError('CLOSED', 'closed while connecting')))
      return socket
    }
    const ready = (socket: Socket) => {
      socket.setNoDelay(true).setKeepAlive(true, 60_000)
      if (route.url.protocol !== 'https:') return finish(undefined, socket)
      const secured = keep(openTls({ ...route.tls, socket, host: host(route.url), ...serverName(host(route.url)) }))
      secured.once('secureConnect', () => {
        const certificate = secured.getPeerX509Certificate()
        shown(certificate)
        const keys = route.pin === undefined ? undefined : pinMismatch(certificate, route.pin)
        finish(keys && otherKey(keys), secured)
      })
    }
    if (route.proxy) return tunnel(route.proxy, authority(route.url), keep, ready, finish)
    const tcp = keep(openTcp({ host: host(route.url), port: port(route.url) }))
    tcp.once('connect', () => ready(tcp))
  }

const otherKey = (keys: NonNullable<SystemErrorContext['keys']>) =>
  new ConnectError('PIN_MISMATCH', `the server's key is ${keys.shown}, and ${keys.pinned} was expected`, { keys })

const host = (url: URL) => url.hostname.replace(/^\[|\]$/g, '')
const port = (url: URL) => Number(url.port) || (url.protocol === 'https:' ? 443 : 80)
const authority = (url: URL) => `${url.hostname}:${port(url)}`
const serverName = (name: string) => (isIP(name) ? {} : { servername: name })

/** Asks a proxy for a tunnel (`CONNECT host:port`); the name is resolved by the proxy. */
const tunnel = (
  { url: proxy, authorization }: NonNullable<Route['proxy']>,
  target: string,
  keep: <S extends Socket>(socket: S, fail: (error: Error) => void) => S,
  ready: (socket: Socket) => void,
  fail: (error: Error) => void,
) => {
  const unreached = ({ code, name }: NodeJS.ErrnoException) => {
    const detail = code ?? name
    fail(new ConnectError('PROXY_UNREACHABLE', `the proxy cannot be reached (${detail})`, { detail }))
  }
  const refused = ({ statusCode }: IncomingMessage) => {
    const detail = String(statusCode)
    fail(new ConnectError('PROXY_REFUSED', `the proxy answered ${detail}`, { detail }))
  }
  const ask = (proxy.protocol === 'https:' ? secureRequest : plainRequest)({
    host: host(proxy),
    port: port(proxy),
    method: 'CONNECT',
    path: target,
    agent: false,
    headers: {
      host: target,
      ...(authorization && { 'proxy-authorization': authorization.reveal() }),
    },
  })
  ask
    .on('socket', (socket) => keep(socket, unreached))
    .on('error', unreached)
    .on('response', refused)
    .on('connect', (answer, socket, head) => {
      if (answer.statusCode !== 200) return refused(answer)
      if (head.length > 0) socket.unshift(head)
      ready(socket as Socket)
    })
    .end()
}

// undici connects for ever on its own codes UND_ERR_SOCKET and UND_ERR_INFO, so an error of ours has one of its own.
const asConnectError = (error: Error | undefined): ConnectError => {
  if (error instanceof ConnectError) return error
  const code = (error as NodeJS.ErrnoException | undefined)?.code ?? 'CONNECT'
  return new ConnectError(code.startsWith('UND_') ? 'CONNECT' : code, error?.message || code)
}
