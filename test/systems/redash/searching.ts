import { keys, type LocalRedash } from 'local-redash'

/** Every key that a Redash has: of users, of queries, of shared dashboards. */
export const keysOf = ({ state }: LocalRedash): readonly string[] => [
  ...state.users.map(({ apiKey }) => apiKey),
  ...state.queries.map(({ apiKey }) => apiKey),
  ...state.dashboards.flatMap(({ token }) => token ?? []),
  keys.bad,
]

/** A key as it may be written. */
const spellings = (key: string): readonly Buffer[] => {
  const bytes = Buffer.from(key)
  // What stands around it moves the first letters of base64; the middle stays the same.
  const middles = [0, 1, 2].map((at) => Buffer.from(key.slice(at)).toString('base64').slice(0, 40))
  const texts = [key, bytes.toString('hex'), bytes.toString('hex').toUpperCase(), ...middles]
  return texts.map((text) => Buffer.from(text))
}

/** Which of the keys a text holds, as they are or in another spelling. */
export const found = (text: string, all: readonly string[]): readonly string[] => {
  const bytes = Buffer.from(text)
  return all.filter((key) => spellings(key).some((one) => bytes.includes(one)))
}
