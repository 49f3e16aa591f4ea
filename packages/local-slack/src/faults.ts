import type { SlackFault } from './local-slack.ts'
import type { Workspace } from './workspace.ts'

/** The fault that hits this call, which uses up one of its `times`. */
export const takenFault = (
  workspace: Workspace,
  { method, channel, user }: { readonly method: string; readonly channel: unknown; readonly user?: unknown },
): SlackFault | undefined => {
  const isAbout = (wanted: string | undefined, said: unknown) => wanted === undefined || wanted === said
  const hits = (one: SlackFault) =>
    one.method === method && isAbout(one.channel, channel) && isAbout(one.user, user) && one.times !== 0
  const found = workspace.faults.find(hits)
  if (found?.times === undefined) return found
  const left = { ...found, times: found.times - 1 }
  workspace.faults = workspace.faults.map((one) => (one === found ? left : one))
  return found
}
