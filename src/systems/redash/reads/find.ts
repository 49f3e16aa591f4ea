import { isGone } from '../../../errors.ts'
import type { Api } from '../../operation.ts'
import type { ConnectionView } from '../../view.ts'
import type { settings } from '../expose/settings.ts'
import type * as operations from '../operations/index.ts'
import { dropdownsOf } from './dropdowns.ts'
import { readExposed } from './exposed.ts'
import { exposedDashboards } from './exposed-dashboards.ts'
import { exposedQueries } from './exposed-queries.ts'
import { linkIn } from './link.ts'

type Scoped<S extends string> = Api<typeof operations, S>
type View<S extends string> = Pick<
  ConnectionView<typeof operations, S, typeof settings>,
  'settings' | 'addresses' | 'bound'
>

interface Found {
  readonly id: string
  readonly name: string
  readonly also?: readonly string[]
  /** The values of a link. */
  readonly given?: Readonly<Record<string, string>>
  /** The queries that its dropdowns take their options from. */
  readonly takes?: readonly string[]
}

/** A number as people type it, `12` or `#12`. */
export const numberIn = (text: string): string | undefined => /^#?([1-9]\d{0,8})$/.exec(text)?.[1]

/** One that was named by its number or a link; none if there is no such number. */
const byNumber = async (
  text: string,
  work: Promise<{ readonly id: string; readonly name: string }>,
  given: Readonly<Record<string, string>> = {},
): Promise<readonly Found[]> => {
  try {
    const { id, name } = await work
    return [{ id, name, also: [text], given }]
  } catch (error) {
    if (isGone(error)) return []
    throw error
  }
}

/** Every query that the bot offers; one alone if the text is its number or a link to it. */
export const findQuery = async (
  api: Pick<Scoped<'redash:queries:read'>, 'query' | 'queries'> &
    Partial<Pick<Scoped<'redash:dropdowns:read'>, 'dropdown'>>,
  typed: string,
  { settings: { expose }, addresses, bound }: View<'redash:queries:read'>,
): Promise<readonly Found[]> => {
  const text = typed.trim()
  const link = linkIn('query', text, addresses)
  const id = link?.id ?? numberIn(text)
  const found = id === undefined ? [] : await byNumber(text, readExposed.query(api, id, expose), link?.values)
  if (found.length > 0) return found
  return (await exposedQueries(api, expose, { called: text, bound: bound('queryId') })).map(({ id, name, options }) => {
    const takes = dropdownsOf(options.parameters)
    return { id, name, ...(takes.length > 0 && { takes }) }
  })
}

/** Every dashboard that the bot offers; one alone if the text is its number or a link to it. */
export const findDashboard = async (
  api: Pick<Scoped<'redash:dashboards:read'>, 'dashboard' | 'dashboards'>,
  typed: string,
  { settings: { expose }, addresses }: View<'redash:dashboards:read'>,
): Promise<readonly Found[]> => {
  const text = typed.trim()
  const id = linkIn('dashboard', text, addresses)?.id ?? numberIn(text)
  const found = id === undefined ? [] : await byNumber(text, readExposed.dashboard(api, id, expose))
  return found.length > 0 ? found : (await exposedDashboards(api, expose)).map(({ id, name }) => ({ id, name }))
}
