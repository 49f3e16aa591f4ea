import { z } from 'zod'
import { defineWrite } from '#bot'
import { changesQuery, queryChange, queryPreconditions, redash } from '#redash'

export default defineWrite(redash, {
  ...changesQuery,
  summary: 'Publish a draft query',
  examples: ['redash query publish New channel report'],
  writes: 'updateQuery',
  sends: ['is_draft'],
  says: {
    ask: 'publish',
    done: 'published',
    button: 'Publish',
    back: { ask: 'unpublish … again', done: 'unpublished … again' },
  },
  args: z.object({ query: z.string() }),
  state: z.object({ draft: z.boolean() }),
  labels: { draft: 'Draft' },
  readState: async ({ args, api }) => {
    const query = await api.query({ queryId: args.query.id })
    return { state: { draft: query.is_draft }, preconditions: queryPreconditions(query) }
  },
  plan: async ({ args, api, settings }) => {
    const { query, renamed, plan } = await queryChange(api, args.query, settings.expose)
    return {
      ...plan,
      call: { queryId: query.id, body: { is_draft: false } },
      after: { draft: false },
      notes: [...renamed, 'Redash no longer marks it as unpublished. Who may see and run it stays the same.'],
    }
  },
  undo: ({ args, before }) => ({ queryId: args.query.id, body: { is_draft: before.draft } }),
})
