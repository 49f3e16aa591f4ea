import type { Action, See } from '../../message/message.ts'
import { near } from '../../message/time.ts'
import { getProposal, type Proposal } from '../../store/proposals.ts'
import { appliedSince } from '../../store/undecided.ts'
import type { Connection } from '../../systems/system.ts'
import { appliedBy } from '../applied-by.ts'
import { seeing } from '../beside.ts'
import type { Context } from '../context.ts'
import { isUndoable, undoAction, undoMs } from '../proposal-message.ts'
import { resultOf } from '../result.ts'
import { writesTo } from '../same-object.ts'
import { serverOf } from '../servers.ts'
import { shortId } from '../short-id.ts'
import { shownIn } from '../shown.ts'

/** The last write from chat to what a watch looks at, as its alert shows it. All of it is JSON. */
export interface LastWrite {
  readonly proposal: string
  /** When it was applied. */
  readonly at: number
  readonly see: See
  /** Proposes its way back; absent if there is none. */
  readonly undo?: Action
  /** The write that it undid, in words: `#1837`. */
  readonly undid?: string
}

/** A write in words: its entry in the audit log, or its proposal. */
const numberOf = (row: Proposal): string => {
  const { audit } = resultOf(row)
  return audit === undefined ? shortId(row.id) : `#${audit}`
}

/** The objects that arguments name. */
export const objectsIn = (args: string): readonly string[] =>
  Object.values((JSON.parse(args) ?? {}) as Readonly<Record<string, unknown>>).flatMap((arg) =>
    typeof arg === 'object' && arg !== null && 'id' in arg ? [String(arg.id)] : [],
  )

/** The newest write from chat, within the time in which it can be undone, to one of the objects on the server of a connection. */
export const lastWrite = async (
  context: Context,
  {
    connection,
    channel,
    objects,
  }: { readonly connection: Connection; readonly channel: string; readonly objects: readonly string[] },
): Promise<LastWrite | undefined> => {
  if (objects.length === 0) return undefined
  const { store, world } = context
  const { db } = store
  const now = world.clock.now()
  const server = await serverOf(context, db, { id: connection.id, url: connection.url })
  const applied = await appliedSince(db, server, now - undoMs)
  const [row] = applied
    .filter((one) => resultOf(one).proof === 'answered' && writesTo(connection.system, one, objects))
    .toSorted((a, b) => (b.decided_at ?? 0) - (a.decided_at ?? 0))
  if (!row) return undefined
  const at = row.decided_at ?? row.created_at
  const { names } = await appliedBy(store, row)
  const shown = shownIn(row)
  const undone = row.undoes === null ? undefined : await getProposal(db, row.undoes)
  const text = `Last change from chat: ${names} ${shown.did} at ${near(at, now)} (${numberOf(row)}). I can't see changes that are made in ${connection.system.title} itself.`
  return {
    proposal: row.id,
    at,
    see: await seeing(db, { channel }, row, text),
    ...(isUndoable(row, shown, now) && { undo: { ...undoAction(row, shown), label: `Undo ${numberOf(row)}…` } }),
    ...(undone && { undid: numberOf(undone) }),
  }
}
