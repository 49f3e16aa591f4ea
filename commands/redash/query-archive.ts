import { z } from 'zod'
import { defineWrite } from '#bot'
import { changesQuery, queryChange, queryPreconditions, redash, scheduleInWords } from '#redash'

export default defineWrite(redash, {
  ...changesQuery,
  summary: 'Archive a query, which removes its schedule, its alerts and its widgets for good',
  examples: ['redash query archive Old order count', 'redash query archive Old order count because nobody runs it'],
  writes: 'archiveQuery',
  says: { ask: 'archive', done: 'archived', button: 'Archive', danger: true },
  final: true,
  args: z.object({ query: z.string() }),
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
      call: { queryId: query.id },
      after: { archived: true },
      fields: [...plan.fields, { label: 'Schedule', value: scheduleInWords(query.schedule) ?? 'none' }],
      notes: [
        ...renamed,
        'Redash deletes its alerts, its schedule, and its widgets on every dashboard.',
        { lasts: `“/redash query restore ${query.id}” restores the query, but not its alerts, schedule or widgets.` },
      ],
    }
  },
})
