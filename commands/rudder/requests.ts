import { z } from 'zod'
import { count, defineRead } from '#bot'
import { aboutOf, askedThrough, type ChangeRequest, requestsOf, rudder } from '#rudder'

/** How many rows are shown at once. */
const most = 20

/** Who opened it, as Rudder reports it, and for whom, as its title and description say. */
const openedBy = (request: ChangeRequest): string => {
  const through = askedThrough(request)
  return `${request.createdBy || 'not reported'}${through ? `; it says: asked by ${through.by}` : ''}`
}

export default defineRead(rudder, {
  summary: 'Which change requests wait, and who opened them?',
  examples: ['rudder requests', 'rudder requests all'],
  also: ['rudder changes'],
  scopes: ['rudder:requests:read'],
  args: z.object({ status: z.enum(['open', 'closed', 'all']).default('open') }),
  facts: { requests: 'count', open: 'count', conflicts: 'count' },
  run: async ({ args: { status }, api }) => {
    const found = [...(await requestsOf(api, status))].sort((a, b) => Number(b.id) - Number(a.id))
    const open = found.filter((one) => /^pending/i.test(one.status))
    const conflicts = open.filter(({ acceptable }) => acceptable === false).length
    const which = status === 'all' ? '' : `${status} `
    return {
      title:
        found.length === 0
          ? `There is no ${which}change request`
          : `${count(found.length)} ${which}change ${found.length === 1 ? 'request' : 'requests'}${conflicts > 0 ? `, ${count(conflicts)} in conflict` : ''}`,
      facts: { requests: found.length, open: open.length, conflicts },
      fields: [],
      ...(found.length > 0 && {
        table: {
          columns: [
            { label: 'No.', type: 'text' },
            { label: 'What', type: 'text' },
            { label: 'Status', type: 'text' },
            { label: 'Opened by', type: 'text' },
          ],
          rows: found.map((one) => [
            `#${one.id}`,
            aboutOf(one),
            one.acceptable === false && open.includes(one) ? `${one.status}, in conflict` : one.status,
            openedBy(one),
          ]),
          atOnce: most,
        },
      }),
      notes: [
        ...(conflicts > 0 ? ['In conflict: something that it changes has changed since it was opened.'] : []),
        ...(found.length > most ? ['The newest are shown; any other is “/rudder request <number>”.'] : []),
      ],
      next: [
        ...found.slice(0, 3).map(({ id }) => `rudder request show ${id}`),
        ...(status === 'open' ? ['rudder requests all'] : []),
      ],
    }
  },
})
