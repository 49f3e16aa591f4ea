import { BlockList, isIP } from 'node:net'
import { Secret } from '../vault/secret.ts'
import { isLoopback, parseUrl, urlText } from './url.ts'

/** The proxy of one connection; the user and password of its URL are kept apart. */
export interface ProxySettings {
  readonly proxy?: string
  readonly proxyAuthorization?: Secret
}

type Env = Readonly<Record<string, string | undefined>>

/** What HTTPS_PROXY says (nothing if it is not set) with every form of its password, or what is wrong with it. */
export const environmentProxy = (
  env: Env,
): { readonly settings: ProxySettings; readonly secrets: readonly Secret[] } | string => {
  const text = env.https_proxy || env.HTTPS_PROXY
  if (!text) return { settings: {}, secrets: [] }
  if (!URL.canParse(text)) return 'is not a URL; it must be http://host:port'
  const url = new URL(text)
  const { username, password } = url
  url.username = ''
  url.password = ''
  const clean = parseUrl(url.href, 'proxy')
  if (typeof clean === 'string') return clean
  const proxy = urlText(clean)
  if (username === '' && password === '') return { settings: { proxy }, secrets: [] }
  const user = `${decoded(username)}:${decoded(password)}`
  const coded = Buffer.from(user).toString('base64')
  const proxyAuthorization = new Secret(() => `Basic ${coded}`)
  const forms = [text, user, coded, password, decoded(password)].map((form) => new Secret(() => form))
  return { settings: { proxy, proxyAuthorization }, secrets: [proxyAuthorization, ...forms] }
}

const skipsOf = (env: Env): readonly string[] =>
  (env.no_proxy || env.NO_PROXY || '').split(/[\s,]+/).filter((entry) => entry !== '')

/** The proxy that a connection without `proxy:` has: none to this machine and to what NO_PROXY lists. */
export const proxyFor = (url: URL, env: Env, proxy: ProxySettings): ProxySettings => {
  return isLoopback(url.hostname) || skipsOf(env).some((host) => matches(host.toLowerCase(), url)) ? {} : proxy
}

const matches = (host: string, { hostname, port }: URL): boolean => {
  if (host === '*') return true
  if (host.includes('/')) return isWithin(host, hostname)
  const [, name = host, only] = /^(.+?):(\d+)$/.exec(host) ?? []
  if (only !== undefined && only !== (port || '443')) return false
  const bare = name.replace(/^\*?\./, '')
  return hostname === bare || hostname === `[${bare}]` || hostname.endsWith(`.${bare}`)
}

/** The addresses of a range such as `10.0.0.0/8`; undefined for what is none. */
const rangeOf = (entry: string): BlockList | undefined => {
  const [, net = '', bits] = /^([0-9a-f.:]+)\/(\d{1,3})$/i.exec(entry) ?? []
  const family = isIP(net)
  if (family === 0 || Number(bits) > (family === 4 ? 32 : 128)) return undefined
  const range = new BlockList()
  range.addSubnet(net, Number(bits), family === 4 ? 'ipv4' : 'ipv6')
  return range
}

const isWithin = (entry: string, hostname: string): boolean => {
  const address = hostname.replace(/^\[|\]$/g, '')
  const family = isIP(address)
  return family !== 0 && rangeOf(entry)?.check(address, family === 4 ? 'ipv4' : 'ipv6') === true
}

/** A sentence if an entry of NO_PROXY can never match. */
export const noProxyWarnings = (env: Env): readonly string[] =>
  skipsOf(env).some((entry) => (entry.includes('/') ? rangeOf(entry) === undefined : /[^\w.:*[\]-]|.\*/.test(entry)))
    ? [
        'NO_PROXY has an entry that matches nothing. It takes names, `.domain`, addresses, ranges such as `10.0.0.0/8`, `host:port` and `*`.',
      ]
    : []

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
