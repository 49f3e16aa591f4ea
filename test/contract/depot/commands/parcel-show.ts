import { z } from 'zod'
import { defineRead } from '#bot'
import { depot, findParcel } from '#depot'

export default defineRead(depot, {
  summary: 'Where is this parcel?',
  examples: ['depot parcel Blue box'],
  scopes: ['depot:parcels:read'],
  args: z.object({ parcel: z.string() }),
  names: { parcel: findParcel },
  run: async ({ args, api }) => {
    const { name, shelf } = await api.parcel({ parcelId: args.parcel.id })
    return { title: `${name} is on ${shelf}` }
  },
})
