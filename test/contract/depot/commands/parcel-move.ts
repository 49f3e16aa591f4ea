import { z } from 'zod'
import { defineWrite } from '#bot'
import { depot, findParcel } from '#depot'

export default defineWrite(depot, {
  summary: 'Move this parcel to another shelf',
  examples: ['depot parcel move Blue box to C3 because it is collected there'],
  sends: ['shelf'],
  says: { ask: 'move', done: 'moved' },
  scopes: ['depot:parcels:read'],
  writes: 'moveParcel',
  args: z.object({ parcel: z.string(), shelf: z.string() }),
  names: { parcel: findParcel },
  joins: { shelf: 'to' },
  state: z.object({ shelf: z.string() }),
  labels: { shelf: 'Shelf' },
  reads: ['parcel'],
  readState: async ({ args, api }) => ({ state: { shelf: (await api.parcel({ parcelId: args.parcel.id })).shelf } }),
  plan: async ({ args }) => ({
    call: { parcelId: args.parcel.id, body: { shelf: args.shelf } },
    after: { shelf: args.shelf },
    reach: 1,
    tagged: {},
  }),
  undo: ({ args, before }) => ({ parcelId: args.parcel.id, body: { shelf: before.shelf } }),
})
