import type { Asker } from '../systems/system.ts'
import type { Context } from './context.ts'

/** The same context, in which everything is read on behalf of this person. */
export const readingFor = (context: Context, asker: Asker): Context => ({
  ...context,
  connections: context.connections.map((one) => ({ ...one, connection: one.connection.for(asker) })),
})
