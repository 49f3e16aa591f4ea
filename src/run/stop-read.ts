import { scopesOf } from '../command/command.ts'
import { RefusedError, UserError } from '../errors.ts'
import { askedBy, type Principal, slackUser } from '../policy/person.ts'
import { refusal } from '../policy/why.ts'
import { postOf, say } from '../store/posts.ts'
import { endRun, type Run } from '../store/runs.ts'
import { bind } from '../systems/bind.ts'
import { rightsNow } from './acting.ts'
import type { Context } from './context.ts'
import { readingFor } from './reading.ts'
import { found, type Resumable } from './resumable.ts'

const over = 'It is already over. Nothing was stopped.'

/**
 * Stops a read that goes on elsewhere, for somebody who may run it and stop it there now, and gives what is known then;
 * undefined if only the waiting ended, which its message says. It is in the audit log, because others may wait for the
 * same. Throws UserError, and RefusedError if they may not.
 */
export const stopRead = async (
  given: Context,
  run: Run | undefined,
  { principal, channel }: { readonly principal: Principal; readonly channel: string },
): Promise<string | undefined> => {
  if (run?.resume == null) throw new UserError(over)
  const stored = JSON.parse(run.resume) as Resumable
  const context = readingFor(given, { person: principal.id, own: true })
  const { command, connection } = found(context, stored)
  if (!command.stop && command.stopped === undefined) throw new UserError('This can’t be stopped from here.')
  const scopes = [...scopesOf(command), ...(command.stopScopes ?? [])]
  const where = run.channel ?? channel
  const now = await rightsNow(context, principal, { scopes, connection: connection.id, channel: where })
  if (!now) throw new UserError("I couldn't check who you are just now, so nothing was stopped. Try again.")
  if (!now.decision.allowed) throw new RefusedError(refusal(context.policy, now.decision, connection.id))
  const { store, policy } = context
  const human = policy.human(now.principal)
  const about = { command: command.name, connection: connection.id, channel: where }
  const act = { principal: principal.id, human, run: run.id, ...about }
  if (command.stop) {
    await store.transaction((tx) => store.audit.append(tx, 'stop', act))
    return command.stop({ api: bind(connection, scopes), resume: stored.resume })
  }
  const post = await postOf(store.db, run.id)
  const { line } = run
  const asker = JSON.parse(run.principal) as Principal
  const user = slackUser(asker)
  const message = {
    tone: 'answer' as const,
    asked: { ...askedBy(asker, line), ...(user !== undefined && { user }) },
    title: `Stopped waiting for ${connection.id}`,
    lead: `Stopped by ${now.principal.name}. ${command.stopped}`,
    next: [line],
    labels: ['Ask again'],
  }
  await store.transaction(async (tx) => {
    await store.audit.append(tx, 'stop', act)
    const ended = { ending: 'unknown', command: command.name, next: [line] }
    // Whoever waits for it sees at the next step that it is over.
    if (!(await endRun(tx, run.id, ended, context.world.clock.now()))) throw new UserError(over)
    if (post) await say(tx, { id: run.id, run: run.id, channel: post.channel, message }, context.world.clock.now())
  })
  return undefined
}
