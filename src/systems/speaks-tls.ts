import { connect } from 'node:tls'
import type { Route } from './connector.ts'

/** For the handshake, in milliseconds; short, because such an address is this machine itself. */
const longest = 1000

/** Whether the address of a route that isn't `https:` supports TLS; it tries a handshake and sends nothing. */
export const speaksTls = ({ url, proxy }: Pick<Route, 'url' | 'proxy'>): Promise<boolean> => {
  if (url.protocol === 'https:' || proxy !== undefined) return Promise.resolve(false)
  return new Promise((resolve) => {
    const host = url.hostname.replace(/^\[|\]$/g, '')
    const socket = connect({ host, port: Number(url.port) || 80, rejectUnauthorized: false })
    const end = (speaks: boolean) => {
      socket.destroy()
      resolve(speaks)
    }
    socket.once('secureConnect', () => end(true))
    socket.on('error', () => end(false)).on('close', () => end(false))
    socket.setTimeout(longest, () => end(false))
  })
}
