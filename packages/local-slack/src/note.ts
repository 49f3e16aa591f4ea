import { ids } from './ids.ts'
import { post } from './messages.ts'
import type { Workspace } from './workspace.ts'

/** A line of Slack itself that one person sees: an unknown command, a timeout. */
export const note = (
  workspace: Workspace,
  { channel, user, thread, text }: { channel: string; user: string; thread?: string | undefined; text: string },
): void => {
  const where = thread === undefined ? { channel } : { channel, thread_ts: thread }
  post(workspace, { ...where, user: ids.slackbot, text, onlyFor: user, system: true })
}
