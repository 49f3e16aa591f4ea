import { z } from 'zod'
import { count, defineRead } from '#bot'
import { depot } from '#depot'

export default defineRead(depot, {
  summary: 'Which parcels are there?',
  examples: ['depot parcels'],
  scopes: ['depot:parcels:read'],
  args: z.object({}),
  facts: { parcels: 'count' },
  run: async ({ api }) => {
    const all = await Array.fromAsync(api.parcels())
    return {
      title: `${count(all.length)} parcels`,
      facts: { parcels: all.length },
      lists: [{ title: 'Parcels', items: all.map(({ name, shelf }) => `${name} on ${shelf}`) }],
      next: all.slice(0, 1).map(({ name }) => `depot parcel ${name}`),
    }
  },
})
