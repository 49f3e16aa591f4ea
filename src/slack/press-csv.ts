import { UserError } from '../errors.ts'
import type { Message } from '../message/message.ts'
import { count, duration, moment } from '../message/time.ts'
import { explain } from '../run/explain.ts'
import { bytesOf, csvOf, type Exported, fileNameOf, finishExport, startExport } from '../run/export.ts'
import type { Ending } from '../run/reply.ts'
import { RowsGone } from '../run/rows-gone.ts'
import { storedTable } from '../run/stored-table.ts'
import { beginSharing, type Export, takeDeadExports } from '../store/exports.ts'
import type { StoredTable } from '../store/run-tables.ts'
import type { SlackContext } from './context.ts'
import { type OnTable, pressedTable } from './pressed-table.ts'
import { type ReplyRoute, tell } from './tell.ts'
import type { Uploaded } from './upload.ts'

const press = 'Press “Export CSV” again.'

/**
 * Posts a stored table as a CSV file in the thread of its message, for a person who may see it. The file is shared at most
 * once for each press; the person is notified if it wasn't, or if that isn't known.
 */
export const pressCsv = async (slack: SlackContext, pressed: OnTable): Promise<Ending> => {
  const { context } = slack
  const { run, channel } = pressed
  try {
    const { principal, post } = await pressedTable(slack, pressed)
    const table = await storedTable(context, { run, principal, channel })
    const thread = post?.thread ?? post?.ts
    if (post?.place == null || thread == null)
      throw new UserError(
        'I can share a file only below a message of mine, in a conversation that I am in. Invite me if I am not in it, and ask again.',
      )
    const row = await startExport(context, { table, principal, channel: post.place, thread })
    const uploaded = await shared(slack, { row, table, user: pressed.user }).catch((error: unknown): Uploaded => {
      if (error instanceof RowsGone) return { how: 'nothing', why: 'gone' }
      context.world.log.error('export', { run }, error)
      return { how: 'nothing', why: 'bug' }
    })
    await context.world.faults.at('export:shared')
    const isOurs = await finishExport(context, row, outcomes[uploaded.how]).catch((error: unknown) => {
      // The person is told what is known; the audit log gets an outcome from whoever ends the exports of lost processes.
      context.world.log.error('export', { run }, error)
      return true
    })
    if (uploaded.how === 'shared') return 'done'
    // Another replica considered it lost and has notified the person.
    if (!isOurs) return 'failed'
    await tell(slack, { ...pressed, run: undefined }, told(uploaded))
    return uploaded.how === 'unknown' ? 'unknown' : 'failed'
  } catch (error) {
    const { ending, message } = explain(error, context, {})
    await tell(slack, { ...pressed, run: undefined }, message)
    return ending
  }
}

const outcomes = { shared: 'shared', nothing: 'not shared', unknown: 'unknown' } as const satisfies Readonly<
  Record<Uploaded['how'], Exported>
>

interface Work {
  readonly row: Export
  readonly table: StoredTable
  readonly user: string
}

const shared = async ({ context, upload }: SlackContext, { row, table, user }: Work): Promise<Uploaded> => {
  const { store, world } = context
  await world.faults.at('export:begun')
  const bytes = await bytesOf(csvOf(store, table))
  const { provenance } = table.message as Message
  const by = /^[UW][A-Z0-9]{2,20}$/.test(user) ? `, exported by <@${user}>` : ''
  return upload({
    name: fileNameOf(table),
    bytes,
    text: csvOf(store, table),
    channel: row.channel,
    thread: row.thread ?? '',
    comment: `${count(table.rows)} rows, read ${moment(provenance?.readAt ?? Number.NaN)}${by}.`,
    sharing: async () => {
      await world.faults.at('export:uploaded')
      return beginSharing(store.db, row)
    },
  })
}

const elsewhere = 'I cannot share files in this conversation'

/** Why a file was not shared, in a sentence, by Slack's error code; what to do follows it. */
const reasons: Readonly<Record<string, string>> = {
  'no answer': `Slack did not answer. ${press}`,
  gone: 'Its rows are no longer stored. Ask again to read them now.',
  bug: `Something went wrong in the bot itself; it is in the log. ${press}`,
  stopped: `The bot was stopped before it was done. ${press}`,
  'given up': `It took too long. ${press}`,
  address: 'Slack named an address that is not its own, so nothing was sent there. Tell whoever runs the bot.',
  missing_scope:
    'The Slack app has no right to upload files. Whoever runs the bot adds the scope files:write and installs the app again.',
  file_upload_size_restricted: 'Your workspace does not allow files of this size.',
  file_uploads_disabled: 'Your workspace does not allow file uploads.',
  file_uploads_except_images_disabled: 'Your workspace does not allow file uploads.',
  file_type_not_allowed: 'Your workspace does not allow CSV files.',
  storage_limit_reached: 'The file storage of your workspace is full.',
  not_in_channel: `${elsewhere}: I am not in it. Invite me, and press “Export CSV” again.`,
  channel_not_found: `${elsewhere}: Slack says that there is none.`,
  is_archived: `${elsewhere}: it is archived.`,
  file_not_found: `Slack did not get the file. ${press}`,
  thread_not_found: 'The message of the table is gone. Ask again.',
}

/** The message to the person about an export that failed or may have failed. */
const told = (uploaded: Exclude<Uploaded, { readonly how: 'shared' }>): Message => {
  if (uploaded.how === 'unknown')
    return {
      tone: 'unknown',
      title: 'It isn’t known whether the file was shared',
      lead: `Slack’s reply was lost. Look in the thread of the table; if the file is not there in a minute, ${press.charAt(0).toLowerCase()}${press.slice(1)}`,
    }
  const { why, waitMs } = uploaded
  const lead =
    waitMs !== undefined
      ? `Slack limits me just now. Press “Export CSV” again in ${duration(waitMs)}.`
      : (reasons[why] ?? `Slack refused it (${why}). ${press}`)
  return { tone: 'error', title: 'The table was not exported', lead }
}

/** Notifies the people whose export ended with its process, and records it in the audit log. */
export const tellDeadExports = async (slack: SlackContext): Promise<void> => {
  const { context } = slack
  const now = context.world.clock.now()
  for (const row of await takeDeadExports(context.store, context.replica, now)) {
    const user = JSON.parse(row.principal) as { readonly id: string }
    const back: ReplyRoute = { user: user.id.slice(user.id.lastIndexOf('/') + 1), channel: row.channel }
    const isSharing = row.stage === 'sharing'
    await tell(slack, back, told(isSharing ? { how: 'unknown' } : { how: 'nothing', why: 'stopped' }))
    await finishExport(context, row, isSharing ? 'unknown' : 'not shared')
    context.world.log.warn('export.lost', { run: row.run, stage: row.stage })
  }
}
