import { withoutTrailing } from '../trailing.ts'

/** True for this machine itself: a name or address that never leaves it. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host)

/** The URL, or what is wrong with it as words that hold no part of it but the host; `secrets` says where those go instead. */
export const parseUrl = (
  text: string,
  use: 'system' | 'links' | 'proxy',
  secrets = 'name the secret under tokens',
): URL | string => {
  if (!/^https?:\/\/[^/\\?#]/i.test(text) || /[\s\p{C}\\]/u.test(text) || !URL.canParse(text)) {
    return `is not a URL; it must be ${use === 'proxy' ? 'http://host:port' : 'like https://host/path'}`
  }
  const url = new URL(text)
  if (url.username !== '' || url.password !== '') {
    const instead = use === 'proxy' ? 'put a proxy with a password in HTTPS_PROXY' : secrets
    return `has a user or password in it; ${instead}`
  }
  if (text.includes('?') || text.includes('#')) return 'has a query or a fragment (? or #); it must end with the path'
  if (use === 'proxy' && url.pathname !== '/') return 'has a path; it must be http://host:port'
  if (use === 'system' && url.protocol === 'http:' && !isLoopback(url.hostname)) {
    return `would send tokens in clear to ${url.hostname}; use https (http only to localhost, 127.0.0.1 or [::1])`
  }
  return url
}

/** A URL as text without a slash at its end. */
export const urlText = (url: URL): string => withoutTrailing(url.href, '/')
