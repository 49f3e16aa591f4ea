import type { Principal } from '../policy/person.ts'
import type { Asker } from '../systems/system.ts'
import { individualNow } from './acting.ts'
import type { Context } from './context.ts'

/** The same context, in which everything is read on behalf of this person. */
export const readingFor = (context: Context, asker: Asker): Context => ({
  ...context,
  connections: context.connections.map((one) => ({ ...one, connection: one.connection.for(asker) })),
})

/** The same for a read command, which may use that person's own access. */
export const readingAs = (context: Context, person: Principal): Context =>
  readingFor(context, { person: person.id, brief: true, own: true, lookUp: () => individualNow(context, person) })
