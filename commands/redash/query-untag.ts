import { z } from 'zod'
import { defineWrite } from '#bot'
import { changesQuery, mustKeepExposure, queryChange, queryPreconditions, redash, Tag, typedTag } from '#redash'

export default defineWrite(redash, {
  ...changesQuery,
  summary: 'Remove a tag from a query',
  examples: ['redash query untag Daily orders as daily'],
  writes: 'updateQuery',
  sends: ['tags'],
  says: {
    ask: 'untag',
    done: 'untagged',
    button: 'Untag',
    back: { ask: 'tag … again', done: 'tagged … again' },
  },
  args: z.object({ query: z.string(), tag: Tag }),
  joins: { tag: 'as' },
  state: z.object({ tags: z.array(z.string()) }),
  labels: { tags: 'Tags' },
  readState: async ({ args, api }) => {
    const query = await api.query({ queryId: args.query.id })
    return { state: { tags: query.tags }, preconditions: queryPreconditions(query) }
  },
  plan: async ({ args, state, api, settings, back }) => {
    const { query, renamed, plan } = await queryChange(api, args.query, settings.expose)
    const tag = typedTag(args.tag)
    const tags = state.tags.filter((one) => one !== tag)
    mustKeepExposure(tag, state.tags, back?.body?.tags ?? tags, settings.expose)
    return {
      ...plan,
      call: { queryId: query.id, body: { tags } },
      after: { tags },
      notes: [...renamed, 'Its other tags stay.'],
    }
  },
  undo: ({ args, before }) => ({ queryId: args.query.id, body: { tags: before.tags } }),
})
