import type { IncomingMessage } from 'node:http'

/** The path that a request asks for, whether its target is a path or a whole address; `*` for the server itself. */
export const pathOf = ({ url = '' }: Pick<IncomingMessage, 'url'>): string => {
  const [beforeQuery = ''] = url.split(/[?#]/, 1)
  const [, path] = /^https?:\/\/[^/]+(\/.*)?$/i.exec(beforeQuery) ?? []
  return beforeQuery.startsWith('/') || beforeQuery === '*'
    ? beforeQuery
    : (path ?? (beforeQuery.includes('://') ? '/' : ''))
}

// Each says something once; two of them mean that somebody on the way may have believed the other one.
const single = new Set(['host', 'content-type', 'content-length', 'transfer-encoding', 'content-encoding', 'expect'])

/** True if a header that may be there once is there twice. */
export const isTwofold = ({ rawHeaders }: Pick<IncomingMessage, 'rawHeaders'>): boolean => {
  const names = rawHeaders.flatMap((name, at) => (at % 2 === 0 ? [name.toLowerCase()] : []))
  const singles = names.filter((name) => single.has(name) || name.startsWith('x-slack-'))
  return new Set(singles).size < singles.length
}

/** True if a request has a body. */
export const hasBody = ({ headers }: Pick<IncomingMessage, 'headers'>): boolean =>
  headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0'
