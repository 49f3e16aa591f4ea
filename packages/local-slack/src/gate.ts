import type { IncomingMessage } from 'node:http'

/** True for what the page asks; `path` is that of the parsed address, by which it is routed. */
export const isClient = (path: string): boolean => path.split('/')[1] === 'client'

/**
 * Why a request is not let in; undefined where it is. A page of elsewhere that finds its way here, by a form or by a
 * name that it points to this machine, shows itself by the host or the origin that it asks with.
 */
export const barred = (
  { headers, method }: IncomingMessage,
  path: string,
  port: number,
  names: readonly string[] = [],
): string | undefined => {
  const own = [`127.0.0.1:${port}`, `localhost:${port}`, ...names]
  if (!own.includes(headers.host ?? '')) return 'another host was asked for'
  if (headers.origin !== undefined && !own.some((host) => headers.origin === `http://${host}`))
    return 'it comes from a page of elsewhere'
  if (!isClient(path)) return undefined
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return 'it comes from a page of elsewhere'
  const isJson = /^application\/json\b/.test(headers['content-type'] ?? '')
  return method === 'POST' && !isJson ? 'only JSON is taken here' : undefined
}
