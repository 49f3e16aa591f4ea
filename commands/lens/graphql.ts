import { z } from 'zod'
import { count, defineRead, duration, FailedError, progress } from '#bot'
import { graphqlOnce, graphqlRows, lens, singleQuery, untilAnswered } from '#lens'

/** How many rows are shown at once. */
const most = 20

export default defineRead(lens, {
  summary: 'What does this GraphQL query give? Only queries are sent, never mutations',
  examples: ['lens graphql { table(limit: 5) { sales { region revenue } } }'],
  scopes: ['lens:graphql:run'],
  answers: 'rows',
  args: z.object({ query: z.string() }),
  facts: { rows: 'count' },
  run: async function* ({ args, api, signal, clock }) {
    const query = singleQuery(args.query)
    const waiting = untilAnswered(() => graphqlOnce(api, query), { clock, signal })
    let step = await waiting.next()
    for (; !step.done; step = await waiting.next())
      yield progress(`Lens is still working on it, for ${duration(step.value.forMs)} now`)
    if (step.value === undefined)
      throw new FailedError(
        'I stopped waiting: Lens is still working on the query. It goes on there, so the same line may be answered later.',
        { ending: 'unknown' },
      )
    const { columns, rows } = graphqlRows(step.value)
    return {
      title: rows.length === 0 ? 'No rows' : `${count(rows.length)} ${rows.length === 1 ? 'row' : 'rows'}`,
      facts: { rows: rows.length },
      ...(rows.length > 0 && {
        table: { columns: columns.map((label) => ({ label })), rows, total: rows.length, atOnce: most },
      }),
      provenance: { renewed: 'GraphQL doesn’t say when Lens last refreshed the data' },
    }
  },
})
