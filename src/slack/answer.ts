import { tooLong } from '../command/line-words.ts'
import type { Principal } from '../policy/person.ts'
import { type Ask, ask } from '../run/ask.ts'
import { explain } from '../run/explain.ts'
import { keepRows } from '../run/keep.ts'
import type { Ending, Reply } from '../run/reply.ts'
import { type Begun, dropRun, insertRun, leaveRun, setLine } from '../store/runs.ts'
import { drop } from './admit.ts'
import type { SlackContext } from './context.ts'
import { finish } from './finish.ts'
import { goesOn } from './goes-on.ts'
import type { ActiveRun, IncomingLine } from './incoming-line.ts'
import { accountId, type SlackPerson } from './people.ts'
import { createProgress, type ProgressMessage } from './progress.ts'
import { tell } from './tell.ts'
import type { NamesById } from './typed.ts'

/** Why nothing is said or done in a shared channel that is not listed. */
export const isShared =
  'This channel is shared with another organisation, so nothing of ours is shown here. Ask in your direct messages with me, or have whoever runs the bot list the channel.'

/** A line that becomes a run; the person is looked up later, and only the account is stored. */
export const begin = (slack: SlackContext, { user, channel, thread, line }: IncomingLine): Begun => {
  const { replica, world } = slack.context
  return { id: world.ids.id(), principal: accountOf(slack, user), line, replica, channel, ...(thread && { thread }) }
}

/** An account, as it is stored before the person is looked up. */
export const accountOf = ({ workspace }: SlackContext, user: string): Principal => ({
  id: accountId(workspace()?.team, user),
  name: user,
  kind: 'slack',
})

/** Answers a line that runs again: from a button, or with the values of a form. */
export const answerAgain = async (slack: SlackContext, asked: IncomingLine): Promise<Ending> => {
  const { store, world } = slack.context
  const begun = begin(slack, asked)
  await store.transaction((tx) => insertRun(tx, begun, world.clock.now()))
  return answer(slack, asked, begun.id)
}

/** Answers a line whose run is stored, where it was asked and only to the people it concerns. */
export const answer = async (slack: SlackContext, asked: IncomingLine, run: string): Promise<Ending> => {
  const over = new AbortController()
  slack.live.set(run, over)
  try {
    return await slack.context.world.log.during({ run }, () => answered(slack, asked, run, over))
  } finally {
    slack.live.delete(run)
  }
}

const answered = async (
  slack: SlackContext,
  asked: IncomingLine,
  run: string,
  over: AbortController,
): Promise<Ending> => {
  const since = slack.context.world.clock.now()
  // Concurrently, because each of them waits for Slack.
  const [who, standing, names] = await Promise.all([
    slack.people.known(asked.user),
    slack.places.standing(asked.channel),
    slack.names.of(asked.naming?.ids ?? []),
  ])
  if ('refused' in who)
    return who.isBot ? unheard(slack, run) : refuse(slack, asked, { run, since, title: who.refused })
  if (standing === 'shared') return refuse(slack, asked, { run, since, title: isShared })
  if (asked.tooLong !== undefined)
    return refuse(slack, asked, { run, since, title: tooLong(asked.tooLong), tone: 'error' })
  const running = {
    ...asked,
    line: await withNames(slack, asked, { run, names }),
    run,
    standing,
    elsewhere: { is: undefined as string | undefined },
    over,
  }
  const progress = createProgress(slack, running)
  const reply = await replyTo(slack, running, who, progress)
  // Whoever stopped it has ended it, and its message says so; or another process shows what became of it.
  if (over.signal.aborted) {
    countEnded(slack, since, { ...(reply.command && { command: reply.command }), ending: 'unknown' })
    return 'unknown'
  }
  // Another process goes on with it, or this one once it is up again.
  if (running.elsewhere.is && slack.ending.aborted && reply.ending !== 'done') {
    await leaveRun(slack.context.store.db, run, slack.context.replica)
    return reply.ending
  }
  await finish(slack, running, reply, progress.posted())
  countEnded(slack, since, reply)
  return reply.ending
}

/** Counts and logs how a line ended. */
export const countEnded = (
  { context: { world } }: SlackContext,
  since: number,
  { command = 'none', ending, message, proposal }: Pick<Reply, 'command' | 'ending' | 'proposal'> & Partial<Reply>,
): void => {
  world.metrics.count('commands', { command, ending })
  const ms = world.clock.now() - since
  world.log.info('command', { command, connection: message?.connection, proposal, ms, ending })
}

/** There is no answer: what another bot posts is no question. */
const unheard = async (slack: SlackContext, run: string): Promise<Ending> => {
  drop(slack, 'bot')
  await slack.context.store.transaction((tx) => dropRun(tx, run))
  return 'refused'
}

/** The line with the names of the people it mentions. */
const withNames = async (
  { context }: SlackContext,
  { line, naming }: IncomingLine,
  { run, names }: { readonly run: string; readonly names: NamesById },
): Promise<string> => {
  if (naming === undefined || naming.ids.length === 0) return line
  const named = naming.line(names)
  await context.store.transaction((tx) => setLine(tx, run, named))
  return named
}

const refuse = async (
  slack: SlackContext,
  asked: IncomingLine,
  {
    run,
    since,
    title,
    tone = 'refused',
  }: {
    readonly run: string
    readonly since: number
    readonly title: string
    readonly tone?: 'refused' | 'error'
  },
): Promise<Ending> => {
  const { store } = slack.context
  const ending = tone === 'refused' ? 'refused' : 'usage'
  countEnded(slack, since, { ending })
  await tell(slack, asked, { tone, title })
  await store.transaction((tx) => dropRun(tx, run))
  return ending
}

const replyTo = async (
  slack: SlackContext,
  running: ActiveRun & { readonly over: AbortController },
  { principal, timeZone }: Pick<Extract<SlackPerson, { readonly principal: Principal }>, 'principal' | 'timeZone'>,
  progress: ProgressMessage,
): Promise<Reply> => {
  const { channel, thread, run, line, values } = running
  const question = {
    principal,
    timeZone,
    line,
    channel,
    conversation: { post: run, run, channel, ...(thread && { thread }) },
    alone: running.standing === 'direct',
    readOnly: readOnly(slack, running),
    takeRows: takeRowsOf(slack, running),
    ...(values && { values }),
  }
  const steps = ask(slack.context, question, AbortSignal.any([slack.ending, running.over.signal]))
  try {
    for (;;) {
      const step = await steps.next()
      if (step.done) return step.value
      await goesOn(slack, running, step.value)
      progress.show(step.value)
    }
  } catch (error) {
    return explain(error, slack.context, {})
  } finally {
    await progress.stop()
  }
}

/**
 * Stores the rows of a table that is posted for everybody where it was asked, or that its person may share; not of one that
 * goes through a response URL, or to one person because the line says so.
 */
export const takeRowsOf =
  ({ context }: SlackContext, { standing, run }: ActiveRun): NonNullable<Ask['takeRows']> =>
  ({ to, privacy }) => {
    if (privacy !== undefined) return keepRows(context, run, true)
    return to === 'channel' && (standing === 'member' || standing === 'direct') ? keepRows(context, run) : undefined
  }

/** If the bot is not in the channel, only the person would see what is going to happen. */
const readOnly = (slack: SlackContext, { standing, kind }: ActiveRun): string | undefined => {
  if (standing === 'archived') return `This channel is archived, so a change cannot be shown in it. ${elsewhere}`
  if (standing !== 'outside' && standing !== 'hidden') return undefined
  const invite = `Type /invite @${slack.workspace()?.name ?? 'coxswain'} and ask again.`
  return kind === 'group'
    ? `I am not in this group message, and a change must be seen by everybody in it. ${elsewhere}`
    : `I am not in this channel, and a change must be seen by everybody in it. ${invite}`
}

const elsewhere = 'Ask in a channel that I am in, or in your direct messages with me.'
