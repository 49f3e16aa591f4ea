import type { Api } from '../../operation.ts'
import type { Exposed } from '../expose/settings.ts'
import type * as operations from '../operations/index.ts'
import { readExposed } from '../reads/exposed.ts'
import { findQuery } from '../reads/find.ts'
import type { Query } from '../shapes/index.ts'
import { calledNow } from './called-now.ts'
import { lastChange, lastChangeOf } from './last-change.ts'
import { mustOwn } from './owner.ts'

type ChangeApi = Api<typeof operations, 'redash:queries:read' | 'redash:writer:read'>

/** What every command that changes a query declares: how it is found, and that nobody else changed it since. */
export const changesQuery = {
  scopes: ['redash:queries:read', 'redash:writer:read'],
  names: { query: findQuery },
  reads: ['query'],
  preconditions: { changed: lastChange },
} as const

/** What a change of a query relies on: that nobody else changed it since. */
export const queryPreconditions = (query: Query) => ({ changed: lastChangeOf(query) })

/**
 * The query that is to be changed, and what every plan says of it. Throws UserError if the bot doesn't offer it, or if
 * Redash wouldn't let the key change it.
 */
export const queryChange = async (
  api: Pick<ChangeApi, 'query' | 'writer'>,
  asked: { readonly id: string; readonly name: string },
  expose: Exposed,
) => {
  const [query, session] = await Promise.all([readExposed.query(api, asked.id, expose), api.writer()])
  mustOwn('query', query, session)
  const { id, name } = query
  return {
    query,
    renamed: calledNow(asked, query),
    plan: {
      reach: 1,
      members: [{ id, name }],
      tagged: { queries: [id], dashboards: [] },
      fields: [
        { label: 'Number', value: `#${id}` },
        { label: 'Owner', value: query.user?.name ?? 'not known' },
      ],
    },
  }
}
