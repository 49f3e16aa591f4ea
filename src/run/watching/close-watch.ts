import type { Transaction } from 'kysely'
import type { Schema } from '../../store/schema.ts'
import { changeMemory, type Watch } from '../../store/watches.ts'
import type { Context } from '../context.ts'
import { happen } from './happen.ts'
import { Overtaken } from './overtaken.ts'
import { seeConnection } from './sight.ts'
import { memoryOf, type Watched } from './watched.ts'

/**
 * Ends what a watch has open, because it pauses, ends or begins anew: its alert is no longer checked, for the reason `why`, in
 * a sentence. Throws Overtaken if something happened to it in the meantime.
 */
export const closeWatch = async (
  context: Context,
  tx: Transaction<Schema>,
  {
    watched,
    current,
    why,
    isPosted = true,
  }: {
    readonly watched: Watched
    readonly current: Watch
    readonly why: string
    /** False if nothing new can be posted in its channel. */
    readonly isPosted?: boolean
  },
): Promise<void> => {
  const now = context.world.clock.now()
  await happen(context, tx, { watched, memory: memoryOf(current) }, { event: { kind: 'gone' }, why, isPosted }, now)
  await seeConnection(context, tx, current, { kind: 'left', watch: current.id }, now)
  if (!(await changeMemory(tx, current.id, current.alert, null))) throw new Overtaken()
}
