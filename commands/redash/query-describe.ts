import { z } from 'zod'
import { defineWrite } from '#bot'
import { changesQuery, queryChange, queryPreconditions, redash } from '#redash'

export default defineWrite(redash, {
  ...changesQuery,
  summary: 'Give a query another description',
  examples: ['redash query describe Daily orders as Orders and gross revenue, without returns'],
  writes: 'updateQuery',
  sends: ['description'],
  says: {
    ask: 'describe',
    done: 'described',
    object: 'query',
    button: 'Change the description',
    back: { ask: 'set the description of … back', done: 'set the description of … back', object: 'query' },
  },
  args: z.object({ query: z.string(), description: z.string().min(1).max(4096) }),
  joins: { description: 'as' },
  state: z.object({ description: z.string() }),
  labels: { description: 'Description' },
  readState: async ({ args, api }) => {
    const query = await api.query({ queryId: args.query.id })
    return { state: { description: query.description ?? '' }, preconditions: queryPreconditions(query) }
  },
  plan: async ({ args, api, settings }) => {
    const { query, renamed, plan } = await queryChange(api, args.query, settings.expose)
    return {
      ...plan,
      call: { queryId: query.id, body: { description: args.description } },
      after: { description: args.description },
      notes: [...renamed, 'The whole description is replaced.'],
    }
  },
  undo: ({ args, before }) => ({ queryId: args.query.id, body: { description: before.description } }),
})
