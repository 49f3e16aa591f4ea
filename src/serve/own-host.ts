import { isIP } from 'node:net'

// Nobody can register a name below these, so no page of elsewhere can be served from one.
const reserved = ['localhost', 'local', 'internal', 'svc', 'home.arpa']

/**
 * True for a `Host` that no page of elsewhere can have: an address, a name without a dot, a name of a private network, or
 * one of `names`. A page that points its own name to this machine (DNS rebinding) asks with that name.
 */
export const isOwnHost = (host: string, names: readonly string[]): boolean => {
  const [, name = ''] = /^(\[[0-9a-f:.]+\]|[^:@/?#\s]+)(?::\d{1,5})?$/i.exec(host) ?? []
  const asked = name
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase()
  if (asked === '') return false
  if (isIP(asked) !== 0 || names.includes(asked)) return true
  return !asked.includes('.') || reserved.some((zone) => asked.endsWith(`.${zone}`))
}
