import { FormWanted, UserError } from '../../../errors.ts'
import type { Field, Form } from '../../../form.ts'
import { quoted } from '../../../quoted.ts'
import { withoutTrailing } from '../../../trailing.ts'
import type { Api } from '../../operation.ts'
import type * as operations from '../operations/index.ts'
import { placeholdersIn } from '../parameters/placeholders.ts'
import { byName } from '../reads/order.ts'
import { everyPage } from '../reads/pages.ts'
import type { DataSource, ListedQuery } from '../shapes/index.ts'

/** What somebody gave for a new query. */
export interface QueryWords {
  readonly name?: string | undefined
  readonly source?: string | undefined
  readonly sql?: string | undefined
  readonly description?: string | undefined
}

/** The newest query of this name, drafts of everybody among them; undefined if there is none. */
export const newQuery = async (
  api: Pick<Api<typeof operations, 'redash:queries:read'>, 'queries'>,
  name: string | undefined,
): Promise<ListedQuery | undefined> => {
  if (name === undefined) return undefined
  const pages = everyPage((paging) => api.queries({ query: { ...paging, order: '-created_at' } }))
  for await (const one of pages) if (one.name === name) return one
  return undefined
}

/** SQL as it is shown and sent: what can't be seen on a page, such as a tab, is a space, so that both are the same. */
export const writtenSql = (sql: string): string =>
  sql
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll('\t', '  ')
    .split('\n')
    .map((line) => withoutTrailing(line, ' '))
    .join('\n')
    .trim()

/** How long the SQL may be; one that a message can't show is refused as well. */
const longest = 3_000

/** The words of a new query, all there, and its data source. Throws FormWanted if something is missing or can't be;
 * `taken` is the query that has its name already. */
export const queryForm = (
  { name, source, sql, description }: QueryWords,
  sources: readonly DataSource[],
  taken: string | null,
): { readonly name: string; readonly source: DataSource; readonly sql: string; readonly description: string } => {
  const usable = sources.filter((one) => !one.view_only).toSorted((a, b) => byName(a.name, b.name))
  if (usable.length === 0)
    throw new UserError(
      'The bot can’t create queries: its key for them has full access to no data source. Ask whoever runs the bot to grant it.',
    )
  const found = usable.filter((one) => one.id === source || one.name === source)
  const form = formOf({ name, source: found[0]?.id, sql, description }, usable)
  const missing = [
    ...(name === undefined ? ['name'] : []),
    ...(source === undefined ? ['source'] : []),
    ...(sql === undefined ? ['sql'] : []),
  ]
  if (missing.length > 0)
    throw new FormWanted(
      `A new query needs a name, a data source and SQL.${missing.length < 3 ? ` Missing: ${missing.join(', ')}.` : ''}`,
      form,
    )
  if (taken !== null)
    throw new FormWanted(`Redash already has a query called ${quoted(taken)}. Choose another name.`, form)
  const [only, another] = found
  if (!only)
    throw new FormWanted(
      `There is no data source ${quoted(source ?? '')} for new queries. There is ${usable.map((one) => quoted(one.name)).join(', ')}.`,
      form,
    )
  if (another)
    throw new FormWanted(`Several data sources are called ${quoted(only.name)}. Give the number of one.`, form)
  const written = writtenSql(sql ?? '')
  mustHaveNoPlaceholder(written)
  return { name: name ?? '', source: only, sql: written, description: description?.trim() ?? '' }
}

/** Redash puts values into SQL unescaped, and asks for the type of a parameter only where queries are edited. */
const mustHaveNoPlaceholder = (sql: string): void => {
  const { names, odd } = placeholdersIn(sql)
  const first = names[0] ?? odd
  if (first === undefined) return
  throw new UserError(
    `The SQL has the placeholder ${quoted(first)}. A query with parameters is made in Redash, where each gets its type.`,
  )
}

const formOf = ({ name, source, sql, description }: QueryWords, sources: readonly DataSource[]): Form => ({
  title: 'New query',
  button: 'Enter the query',
  submit: 'Show the proposal',
  fields: [
    field('name', 'Name', { is: 'text', most: 255 }, name),
    field(
      'source',
      'Data source',
      { is: 'choice', options: sources.map((one) => ({ value: one.id, name: one.name })) },
      source,
    ),
    {
      ...field('sql', 'SQL', { is: 'long-text', most: longest }, sql),
      hint: 'It is shown in full before anybody confirms it.',
      apart: true,
    },
    { ...field('description', 'Description', { is: 'text', most: 1_000 }, description), required: false },
  ],
})

const field = (name: string, title: string, kind: Field['kind'], initial: string | undefined): Field => ({
  name,
  title,
  kind,
  required: true,
  typed: 'flag',
  ...(initial !== undefined && { initial }),
})
