import type { Asker } from '../systems/system.ts'
import type { Means } from './means.ts'

/** The same means, with everything that is read from a system read for this person. */
export const readingFor = (means: Means, asker: Asker): Means => ({
  ...means,
  connections: means.connections.map((one) => ({ ...one, connection: one.connection.for(asker) })),
})
