import { scopesOf } from '../command/command.ts'
import { UserError } from '../errors.ts'
import type { Message } from '../message/message.ts'
import { moment } from '../message/time.ts'
import type { Principal } from '../policy/person.ts'
import { type Post, say } from '../store/posts.ts'
import { getTable } from '../store/run-tables.ts'
import { getRun, type Run } from '../store/runs.ts'
import { getShare, markShared, type Share } from '../store/shares.ts'
import { asOfNow } from './as-of-now.ts'
import type { Context } from './context.ts'
import { mustBeAllowed } from './refuse.ts'
import { RowsGone } from './rows-gone.ts'
import { storedPage } from './stored-table.ts'

/** The post that shows a shared answer where it was asked. */
const sharedPost = (run: string): string => `${run}:shared`

/** An answer that somebody may share, and the channel where it was asked. */
export interface Sharable {
  readonly run: Run
  readonly share: Share
  readonly channel: string
}

/**
 * The answer of a run, for whoever asked. Throws UserError if it can't be shared any more, or if somebody else asked.
 */
export const sharable = async (
  { store, world }: Pick<Context, 'store' | 'world'>,
  id: string,
  principal: Principal,
): Promise<Sharable> => {
  const run = await getRun(store.db, id)
  if (run && run.person !== principal.id)
    throw new UserError('Only whoever asked can share this answer. Type the line yourself.')
  const share = await getShare(store.db, id, world.clock.now())
  if (!run || run.channel === null || !share)
    throw new UserError('This answer is no longer stored, so it can’t be shared. Ask again.', run ? [run.line] : [])
  return { run, share, channel: run.channel }
}

/**
 * Posts an answer where it was asked, with the same rows and the same age, once; `own` is the post that only its person
 * sees. It is in the audit log. Throws UserError if it is shared already, and RefusedError if this person may not run its
 * command there now.
 */
export const shareAnswer = async (
  context: Context,
  { run, share, channel }: Sharable,
  { principal: known, own }: { readonly principal: Principal; readonly own: Pick<Post, 'id' | 'channel'> | undefined },
): Promise<void> => {
  const { commands, policy, store, world } = context
  const { privacy, connections, command: name, needed = [] } = share
  const command = commands.find((one) => one.name === name)
  if (command === undefined) throw new UserError(`“${name}” is not a command any more, so its answer can’t be shared.`)
  const principal = await asOfNow(context, known, command)
  const scopes = [...scopesOf(command), ...needed]
  for (const connection of connections)
    await mustBeAllowed(context, principal, { command: name, scopes, connection, channel })
  const table = share.message === undefined ? await getTable(store.db, run.id) : undefined
  const answer = (share.message ?? table?.message) as Message | undefined
  if (!answer) throw new RowsGone([run.line])
  const message = sharedMessage(answer, principal, privacy)
  const posted = table ? await storedPage(context, { ...table, message }, 0) : message
  await store.transaction(async (tx) => {
    const now = world.clock.now()
    const rows = table?.rows ?? answer.table?.rows.length ?? 0
    const about = { run: run.id, command: name, connections: [...connections], privacy, rows, channel }
    await store.audit.append(tx, 'share', { principal: principal.id, human: policy.human(principal), ...about })
    if (!(await markShared(tx, run.id, message, now))) throw new UserError('This answer is shared already.')
    const there = { channel, ...(run.thread !== null && { thread: run.thread }) }
    await say(tx, { id: sharedPost(run.id), run: run.id, ...there, message: posted }, now)
    const done = { ...posted, share: { channel, isShared: true as const } }
    if (own) await say(tx, { id: own.id, run: run.id, channel: own.channel, message: done }, now)
  })
}

/** The answer as everybody sees it: who shared it, and whose access it shows. */
const sharedMessage = (answer: Message, { name }: Principal, privacy: Share['privacy']): Message => {
  const { share: _, lead, provenance, ...rest } = answer
  const when = provenance ? ` at ${moment(provenance.readAt)}` : ''
  const how = privacy === 'personal' ? `, read with their own access${when}. Others may be given other rows.` : '.'
  const said = `Shared by ${name}${how}`
  return { ...rest, ...(provenance && { provenance }), lead: lead === undefined ? said : `${said} ${lead}` }
}
