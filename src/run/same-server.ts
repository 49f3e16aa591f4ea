/** What is known of the server behind a connection. */
export interface ServerFacts {
  readonly connection: string
  readonly url: string
  /** The setting `server:`. */
  readonly name: string | null
  /** The id that the server has given itself. */
  readonly instance: string | null
  /** Its public key. */
  readonly key: string | null
  /** False if it never answered. */
  readonly answered: boolean
  /** False if the settings have no such connection, or have it with another address. */
  readonly isSet: boolean
}

/** Why two connections count as one server, in a clause; or that they don't, or that this isn't known. */
export type Relation = { readonly same: string } | 'other' | 'unknown'

/**
 * Whether two connections lead to one server: as the settings say or, if they don't, by the id that the server gives itself;
 * if it gives none to one of them, by host and port or by the public key.
 */
export const relationOf = (a: ServerFacts, b: ServerFacts): Relation => {
  if (systemOf(a) !== systemOf(b)) return 'other'
  if (a.connection === b.connection) return { same: 'the same connection' }
  if (a.name !== null || b.name !== null)
    return a.name === b.name ? { same: `server: ${a.name} in the settings` } : 'other'
  if (a.instance !== null && b.instance !== null)
    return a.instance === b.instance ? { same: `the same id of the server, ${a.instance}` } : 'other'
  if (placeOf(a.url) === placeOf(b.url)) return { same: 'the same host and port' }
  if (a.key !== null && a.key === b.key) return { same: 'the same public key' }
  return a.answered && b.answered ? 'other' : 'unknown'
}

const systemOf = ({ connection }: ServerFacts): string => connection.split('/', 1).join('')

const loopback = ['127.0.0.1', '[::1]']

/** Host and port; the port that belongs to the protocol if none is spelled out. */
const placeOf = (url: string): string => {
  const { hostname, port, protocol } = new URL(url)
  return `${loopback.includes(hostname) ? 'localhost' : hostname.replace(/\.$/, '')}:${port || (protocol === 'https:' ? 443 : 80)}`
}
