import type { AnyWrite, Json } from '../command/define.ts'
import type { Command } from '../command/load.ts'
import { UserError } from '../errors.ts'
import type { Proposal } from '../store/proposals.ts'
import { getProposal } from '../store/proposals.ts'
import type { Connection } from '../systems/system.ts'
import type { Context } from './context.ts'

/** The state that a write compares, and its preconditions, as they were when the answer came. */
export interface ObservedState {
  readonly state: Json
  readonly preconditions: Readonly<Record<string, Json>>
}

export type WriteCommand = Command & AnyWrite

export type Arguments = Readonly<Record<string, unknown>>

/** What to write: a command's own change, or the way back from an applied one. */
export interface Intent {
  readonly command: WriteCommand
  readonly connection: Connection
  readonly args: Arguments
  readonly reason: string | undefined
  readonly undoes?: Undone
}

/** A change that was applied, and what it relied on; null if that was not stored. */
export interface Undone {
  readonly before: Json
  readonly after: Json
  readonly preconditions: ObservedState['preconditions'] | null
}

/** The proposal with that id; throws UserError if there is none. */
export const proposalOf = async ({ store }: Context, id: string): Promise<Proposal> => {
  const row = await getProposal(store.db, id)
  if (!row) throw new UserError('There is no such proposal here. Ask again to get a new one.')
  return row
}

/** What a proposal changed, as its way back sees it. */
export const undoneOf = ({ before, after, holds }: Pick<Proposal, 'before' | 'after' | 'holds'>): Undone => ({
  before: JSON.parse(before) as Json,
  after: JSON.parse(after) as Json,
  preconditions: holds === null ? null : (JSON.parse(holds) as Undone['preconditions']),
})

/**
 * What a stored proposal is about, read by today's commands, connections and schemas; throws UserError if one of
 * them is gone or differs, and then nothing can be written.
 */
export const intentOf = async (context: Context, row: Proposal): Promise<Intent> => {
  const command = context.commands.find(({ name }) => name === row.command)
  const connection = context.connections.find(({ connection: { id } }) => id === row.connection)?.connection
  if (command?.kind !== 'write') throw new UserError(`“${row.command}” is not a command any more. Nothing was written.`)
  if (!connection || connection.url !== row.connection_url) {
    throw new UserError(
      `The connection ${row.connection} is gone or points elsewhere now. Nothing was written; ask again.`,
    )
  }
  const undone = row.undoes === null ? undefined : await proposalOf(context, row.undoes)
  return {
    command: command as WriteCommand,
    connection,
    args: JSON.parse(row.args) as Arguments,
    reason: row.reason ?? undefined,
    ...(undone && { undoes: undoneOf(undone) }),
  }
}
