import { scopesOf } from '../command/command.ts'
import { UserError } from '../errors.ts'
import type { Message } from '../message/message.ts'
import type { Principal } from '../policy/person.ts'
import { pageOfRows } from '../store/run-rows.ts'
import { getTable, type StoredTable } from '../store/run-tables.ts'
import { getRun } from '../store/runs.ts'
import type { Context } from './context.ts'
import { mustBeAllowed } from './refuse.ts'
import { briefRow } from './rows.ts'
import { RowsGone } from './rows-gone.ts'

/** Who wants to see a stored table, and in which conversation. */
export interface Viewing {
  readonly run: string
  readonly principal: Principal
  readonly channel: string
}

/**
 * The stored table of a run for somebody who may run its command there now; of whoever asked, where that was. Throws
 * UserError if it isn't stored any more or is only somebody else's, and RefusedError, recorded in the audit log, if the
 * policy doesn't allow it.
 */
export const storedTable = async (context: Context, { run, principal, channel }: Viewing): Promise<StoredTable> => {
  const { commands, store } = context
  const table = await getTable(store.db, run)
  const ran = await getRun(store.db, run)
  if (!table) throw new RowsGone(ran ? [ran.line] : [])
  const isTheirs = ran?.person === principal.id
  if (table.isPrivate && !isTheirs)
    throw new UserError('Only whoever asked can see these rows until they are shared. Type the line yourself.')
  const where = (isTheirs && ran?.channel) || channel
  const command = commands.find(({ name }) => name === table.command)
  if (command === undefined)
    throw new UserError(`“${table.command}” is not a command any more, so its rows are not shown.`)
  for (const connection of table.connections)
    await mustBeAllowed(context, principal, {
      command: command.name,
      scopes: [...scopesOf(command), ...(table.needed ?? [])],
      connection,
      channel: where,
    })
  return table
}

/** The message of a stored table with the page that row number `at` is on: what was read then, and nothing newer. */
export const storedPage = async (
  { store }: Pick<Context, 'store'>,
  stored: StoredTable,
  at: number,
): Promise<Message> => {
  const { run, size, rows: total } = stored
  const from = Math.floor(Math.min(Math.max(0, at), total - 1) / size) * size
  const message = stored.message as Message
  const rows = await pageOfRows(store.db, run, from, size)
  if (message.table === undefined || rows.length === 0) throw new RowsGone()
  return { ...message, table: { ...message.table, rows: rows.map(briefRow), ...(from > 0 && { from }) } }
}
