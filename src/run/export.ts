import { UserError } from '../errors.ts'
import { byteOrderMark, csvHead, csvRow } from '../message/csv.ts'
import type { Message } from '../message/message.ts'
import type { Column } from '../message/table.ts'
import type { Principal } from '../policy/person.ts'
import { beginExport, type Export, endExport, exportingNow, exportLeaseMs } from '../store/exports.ts'
import { rowsFrom } from '../store/run-rows.ts'
import type { StoredTable } from '../store/run-tables.ts'
import type { Context } from './context.ts'
import { RowsGone } from './rows-gone.ts'

/** What became of an export: everybody there can see the file, nobody can, or it isn't known. */
export type Exported = 'shared' | 'not shared' | 'unknown'

/** A stored table as a CSV file, piece by piece; the same text each time. */
export async function* csvOf(
  { db }: Context['store'],
  { run, columns, rows }: StoredTable,
): AsyncGenerator<string, void> {
  const typed = columns as readonly Column[]
  yield byteOrderMark + csvHead(typed)
  let count = 0
  for await (const some of rowsFrom(db, run)) {
    yield some.map((row) => csvRow(typed, row)).join('')
    count += some.length
  }
  if (count < rows) throw new RowsGone()
}

/** How many bytes that file has. */
export const bytesOf = async (file: AsyncIterable<string>): Promise<number> => {
  let bytes = 0
  for await (const text of file) bytes += Buffer.byteLength(text)
  return bytes
}

/** `rudder-nodes-prod-20261130-0815.csv`: from the bot's own names and the time of the read. */
export const fileNameOf = ({ command, connections, message }: StoredTable): string => {
  const { provenance } = message as Message
  const read = new Date(provenance?.readAt ?? 0).toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 13)
  const names = connections.map((id) => id.slice(id.indexOf('/') + 1))
  const words = [command, ...names]
    .join(' ')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
  return `${words.slice(0, 80)}-${read}.csv`
}

/** Who exports what, and where it will be shown. */
export interface Exporting {
  readonly table: StoredTable
  readonly principal: Principal
  readonly channel: string
  readonly thread: string
}

/** How many exports may be in progress at a time: each reads a whole table and holds a connection to Slack. */
const mostAtOnce = { each: 3, all: 10 }

/**
 * Records an export in the audit log and starts it; throws UserError if this person is exporting this table already, or if
 * too many are in progress.
 */
export const startExport = async (
  { store, world, policy, replica }: Context,
  { table, principal, channel, thread }: Exporting,
): Promise<Export> => {
  const { run, command, connections, rows } = table
  const human = policy.human(principal)
  const id = world.ids.id()
  const now = world.clock.now()
  const row: Export = {
    id,
    run,
    principal: JSON.stringify(principal),
    human,
    channel,
    thread,
    stage: 'preparing',
    held_by: `${replica}:${id}`,
    lease_until: now + exportLeaseMs,
  }
  await store.transaction(async (tx) => {
    const about = { export: id, run, command, connections: [...connections], rows, channel }
    await store.audit.append(tx, 'export', { principal: principal.id, human, ...about })
    if (!(await beginExport(tx, row)))
      throw new UserError('You are exporting this table already. Its file appears in the thread in a moment.')
    // Nobody else can start one in the meantime: whoever adds to the audit log waits for this transaction.
    const open = await exportingNow(tx, now)
    if (open.filter((one) => one === human).length > mostAtOnce.each)
      throw new UserError(
        `You are exporting ${mostAtOnce.each} tables already. Press “Export CSV” again once you have their files.`,
      )
    if (open.length > mostAtOnce.all)
      throw new UserError(`${mostAtOnce.all} tables are being exported now. Press “Export CSV” again in a minute.`)
  })
  return row
}

/** Records in the audit log what became of an export, once; false if that was recorded already. */
export const finishExport = async (
  { store }: Pick<Context, 'store'>,
  row: Export,
  outcome: Exported,
): Promise<boolean> => {
  try {
    await store.transaction(async (tx) => {
      await store.audit.append(tx, 'exported', { export: row.id, run: row.run, human: row.human, outcome })
      if (!(await endExport(tx, row))) throw new Ended()
    })
    return true
  } catch (error) {
    if (error instanceof Ended) return false
    throw error
  }
}

/** Another replica has reported what became of it. */
class Ended extends Error {}
