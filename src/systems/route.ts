import { UserError } from '../errors.ts'
import type { Secret } from '../vault/secret.ts'
import type { Route } from './connector.ts'
import { type ConnectionTls, tlsOptions } from './tls.ts'

const parsed = (id: string, what: string, text: string): URL => {
  if (!URL.canParse(text)) throw new UserError(`The ${what} of ${id} is not an address. Write it as https://host/path.`)
  const url = new URL(text)
  if (url.protocol === 'https:' || url.protocol === 'http:') return url
  throw new UserError(`The ${what} of ${id} must begin with https:// (or http:// for this very machine).`)
}

const loopback = ({ hostname }: URL) =>
  hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname)

/**
 * Where a connection leads, checked: UserError, saying what to do, for an address that would carry tokens in the clear,
 * a pin that nothing would check, or certificates that cannot be read. Loopback never goes through a proxy.
 */
export const routeOf = (
  id: string,
  address: string,
  connectMs: number,
  tls: ConnectionTls = {},
  through?: string,
  authorization?: Secret,
): Route => {
  const url = parsed(id, 'url', address)
  if (url.username || url.password || url.search || url.hash) {
    throw new UserError(`The url of ${id} must have no user, password, query or fragment. Give the token under tokens.`)
  }
  const secure = url.protocol === 'https:'
  if (!secure && !loopback(url)) {
    throw new UserError(`The url of ${id} is http, and a token would go over the network in the clear. Use https.`)
  }
  if (!secure && (tls.pin !== undefined || tls.ca !== undefined)) {
    throw new UserError(
      `${id} has a pin or a certificate authority, and its url is http, which has neither. Use https.`,
    )
  }
  const proxy =
    through === undefined || loopback(url) ? undefined : { url: parsed(id, 'proxy', through), authorization }
  return { url, tls: tlsOptions(id, tls), pin: tls.pin, proxy, connectMs }
}
