import { UserError } from '../../../errors.ts'
import { withoutTrailing } from '../../../trailing.ts'

/** What a link of Redash's pages leads to: a query or a dashboard by its number, and the values that it gives. */
export interface PageLink {
  readonly id: string
  /** By the name of each parameter, as the link spells them. */
  readonly values: Readonly<Record<string, string>>
}

const paths = {
  query: /^\/queries\/([1-9]\d{0,8})(?:\/source)?\/?$/,
  dashboard: /^\/dashboards\/([1-9]\d{0,8})(?:-[^/]*)?\/?$/,
} as const

/** The kind of object that a link leads to. */
export type LinkedKind = keyof typeof paths

/**
 * The object that a text is a link to: `https://redash.acme.net/queries/12?p_region=EU`, or only its path. Undefined if it is
 * no link. Throws UserError for one to another server, where the same number is something else.
 */
export const linkIn = (kind: LinkedKind, text: string, addresses: readonly string[]): PageLink | undefined => {
  // One that begins with `//` leads to the server that it names.
  const isWhole = /^(?:https?:)?\/\//i.test(text)
  if (!isWhole && !text.startsWith('/')) return undefined
  const base = addresses.map((one) => withoutTrailing(one, '/')).find((one) => isWithin(text, one))
  if (isWhole && base === undefined)
    throw new UserError(`That link doesn't lead to ${addresses.at(-1)}, which is the connection that was asked.`)
  const rest = base === undefined ? text : text.slice(base.length)
  const url = rest.startsWith('//') ? null : URL.parse(rest, 'http://localhost')
  const id = url && paths[kind].exec(url.pathname)?.[1]
  if (!url || !id) {
    if (!isWhole) return undefined
    throw new UserError(`That link leads to no ${kind}. Copy the address of its page in Redash.`)
  }
  const values = [...url.searchParams].flatMap(([name, value]) =>
    name.startsWith('p_') ? [[name.slice(2), value] as const] : [],
  )
  return { id, values: Object.fromEntries(values) }
}

/** Whether an address is below another one, and not only begins with the same letters. */
const isWithin = (text: string, base: string): boolean =>
  text.toLowerCase().startsWith(base.toLowerCase()) && text[base.length] === '/'
