import { z } from 'zod'
import { count, defineRead, duration } from '#bot'
import {
  answered,
  type GraphqlApi,
  graphqlOnce,
  graphqlRows,
  lens,
  singleQuery,
  stopped,
  type WaitContext,
} from '#lens'

/** How many rows are shown at once. */
const most = 20

export default defineRead(lens, {
  summary: 'Run a GraphQL query; mutations are never sent',
  examples: ['lens graphql { table(limit: 5) { sales { region revenue } } }'],
  scopes: ['lens:graphql:run'],
  answers: 'rows',
  args: z.object({ query: z.string() }),
  facts: { rows: 'count' },
  run: (given) => rowsFor(given),
  resume: (given) => rowsFor(given),
  stopped,
})

interface Given extends WaitContext {
  readonly args: { readonly query: string }
  readonly api: GraphqlApi
}

/** Sends the query, or joins the one that the bot sent before it was restarted. */
async function* rowsFor({ args, api, ...waiting }: Given) {
  const query = singleQuery(args.query)
  const data = yield* answered(() => graphqlOnce(api, query), { ...waiting, inWords: duration })
  const { columns, rows } = graphqlRows(data)
  return {
    title: rows.length === 0 ? 'No rows' : `${count(rows.length)} ${rows.length === 1 ? 'row' : 'rows'}`,
    facts: { rows: rows.length },
    // The title has how many there are.
    fields: [],
    ...(rows.length > 0 && {
      table: { columns: columns.map((label) => ({ label })), rows, total: rows.length, atOnce: most },
    }),
    provenance: { renewed: 'GraphQL doesn’t say when Lens last refreshed the data' },
  }
}
