import { z } from 'zod'
import { defineWrite } from '#bot'
import { changesQuery, queryChange, queryPreconditions, redash } from '#redash'

export default defineWrite(redash, {
  ...changesQuery,
  summary: 'Give a query another name',
  examples: ['redash query rename Daily orders as Orders by day'],
  writes: 'updateQuery',
  sends: ['name'],
  says: {
    ask: 'rename',
    done: 'renamed',
    object: 'query',
    button: 'Rename',
    back: { ask: 'rename … back', done: 'renamed … back', object: 'query' },
  },
  args: z.object({ query: z.string(), name: z.string().min(1).max(255) }),
  joins: { name: 'as' },
  state: z.object({ name: z.string() }),
  labels: { name: 'Name' },
  readState: async ({ args, api }) => {
    const query = await api.query({ queryId: args.query.id })
    return { state: { name: query.name }, preconditions: queryPreconditions(query) }
  },
  plan: async ({ args, api, settings }) => {
    const { query, renamed, plan } = await queryChange(api, args.query, settings.expose)
    return {
      ...plan,
      call: { queryId: query.id, body: { name: args.name } },
      after: { name: args.name },
      notes: [...renamed, 'Its number, and so the links to it, stay the same.'],
    }
  },
  undo: ({ args, before }) => ({ queryId: args.query.id, body: { name: before.name } }),
})
