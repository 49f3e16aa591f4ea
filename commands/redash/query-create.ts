import { z } from 'zod'
import { count, defineWrite } from '#bot'
import { newQuery, queryForm, redash, writtenSql } from '#redash'

/** What is compared by its id and shown by its name. */
const Named = z.object({ id: z.string(), name: z.string() })

/** SQL as a part of a state: it is compared by a hash, and shown in full beside the difference. */
const asSeen = (sql: string, mac: (text: string) => string) => {
  const lines = sql.split('\n').length
  return [{ id: mac(sql), name: `${count(lines)} ${lines === 1 ? 'line' : 'lines'}` }]
}

export default defineWrite(redash, {
  summary: 'Make a new query: a draft with your SQL',
  examples: ['redash query create'],
  scopes: ['redash:queries:read', 'redash:sources:read'],
  writes: 'createQuery',
  sends: ['name', 'query', 'data_source_id', 'description'],
  says: { ask: 'create', done: 'created', kinds: { name: 'query' } },
  args: z.object({
    name: z.string().min(1).max(255).optional(),
    source: z.string().optional(),
    sql: z.string().optional(),
    description: z.string().max(1_000).optional(),
  }),
  flags: ['source', 'sql', 'description'],
  state: z.object({
    query: z.string().nullable(),
    source: z.array(Named),
    sql: z.array(Named),
    description: z.string().nullable(),
    state: z.string().nullable(),
  }),
  labels: { query: 'Query', source: 'Data source', sql: 'SQL', description: 'Description', state: 'State' },
  reads: ['queries'],
  readState: async ({ args, api, mac }) => {
    const found = await newQuery(api, args.name)
    if (!found) return { state: { query: null, source: [], sql: [], description: null, state: null } }
    return {
      state: {
        query: found.name,
        source: [{ id: String(found.data_source_id), name: `#${found.data_source_id}` }],
        sql: asSeen(writtenSql(found.query), mac),
        description: found.description || null,
        state: found.is_draft ? 'draft' : 'published',
      },
    }
  },
  plan: async ({ args, state, api, mac }) => {
    const { name, source, sql, description } = queryForm(args, await api.dataSources(), state.query)
    const after = {
      query: name,
      source: [{ id: source.id, name: `${source.name} (#${source.id})` }],
      sql: asSeen(sql, mac),
      description: description || null,
      state: 'draft',
    }
    return {
      call: { body: { name, query: sql, data_source_id: Number(source.id), description } },
      after,
      reach: 'none',
      tagged: { queries: [], dashboards: [] },
      page: 'queries',
      verbatim: { title: 'The SQL', text: sql },
      notes: [
        { lasts: 'It is a draft that belongs to the user of the bot’s key. It has not run yet.' },
        'Redash reports SQL errors only when the query runs.',
        'The bot offers it once a tag or its number is in “expose:” in the settings.',
      ],
    }
  },
})
