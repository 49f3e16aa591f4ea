import { z } from 'zod'

/** What the commands share whose outcome can't be read back: they compare no state, so only the answer tells. */
export const notReadBack = {
  readBack: false,
  state: z.object({}),
  labels: {},
  reads: [],
  readState: async () => ({ state: {} }),
} as const
