import { z } from 'zod'
import { defineWrite } from '#bot'
import { changesQuery, queryChange, queryPreconditions, redash } from '#redash'

export default defineWrite(redash, {
  ...changesQuery,
  summary: 'Restore an archived query',
  examples: ['redash query restore 35'],
  writes: 'updateQuery',
  sends: ['is_archived'],
  says: { ask: 'restore', done: 'restored', button: 'Restore' },
  args: z.object({ query: z.string() }),
  unlisted: { query: 'Name an archived query by its number or a link to it.' },
  state: z.object({ archived: z.boolean() }),
  labels: { archived: 'Archived' },
  readState: async ({ args, api }) => {
    const query = await api.query({ queryId: args.query.id })
    return { state: { archived: query.is_archived }, preconditions: queryPreconditions(query) }
  },
  plan: async ({ args, api, settings }) => {
    const { query, renamed, plan } = await queryChange(api, args.query, settings.expose)
    return {
      ...plan,
      call: { queryId: query.id, body: { is_archived: false as const } },
      after: { archived: false },
      notes: [...renamed, { lasts: 'Its schedule, its alerts and its widgets don’t come back.' }],
    }
  },
})
