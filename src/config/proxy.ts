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

/** The proxy that a connection without `proxy:` has: none to this machine and to what NO_PROXY lists. */
export const proxyFor = (url: URL, env: Env, proxy: ProxySettings): ProxySettings => {
  const skips = (env.no_proxy || env.NO_PROXY || '').split(/[\s,]+/).filter((host) => host !== '')
  return isLoopback(url.hostname) || skips.some((host) => matches(host.toLowerCase(), url)) ? {} : proxy
}

const matches = (host: string, { hostname, port }: URL): boolean => {
  if (host === '*') return true
  const [, name = host, only] = /^(.+?):(\d+)$/.exec(host) ?? []
  if (only !== undefined && only !== (port || '443')) return false
  const bare = name.replace(/^\*?\./, '')
  return hostname === bare || hostname === `[${bare}]` || hostname.endsWith(`.${bare}`)
}

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
