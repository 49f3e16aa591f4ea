import { z } from 'zod'
import { defineRead, questionIn, withItems } from '#bot'
import { askedQuery, lens, questionInWords } from '#lens'

const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

export default defineRead(lens, {
  summary: 'Show the SQL of a query without running it',
  examples: ['lens sql sales.revenue by region', 'lens sql total_customers by city where city = Oslo'],
  scopes: ['lens:meta:read', 'lens:sql:run'],
  answers: 'rows',
  args: z.object({ query: z.string() }),
  facts: { parameters: 'count' },
  run: async ({ args, api, settings: { timezone }, now }) => {
    const tables = await api.meta()
    const { query } = askedQuery(args.query, tables, timezone, (all) =>
      questionIn(args.query, all, { now, zone: timezone }),
    )
    const [text, values] = (await api.sql({ body: { query } })).sql.sql
    return {
      title: `SQL of ${questionInWords(query, tables)}`,
      facts: { parameters: values.length },
      // They are listed.
      fields: [],
      output: text.split('\n').filter((line) => line.trim() !== ''),
      lists: withItems([
        { title: 'Parameters', items: values.map((value, at) => ({ name: `$${at + 1}`, text: shown(value) })) },
      ]),
      notes: ['This was not run. It includes the conditions that policies of the Lens add for the key that asked.'],
    }
  },
})
