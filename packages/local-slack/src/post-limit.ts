import type { Workspace } from './workspace.ts'

const burst = 4
const everyMs = 1_000

/** Counts posts by channel as Slack does, about one a second and some at once; tells the seconds to wait, 0 if none. */
export const createPostLimit = ({ now }: Pick<Workspace, 'now'>): ((channel: string) => number) => {
  /** When the channel would be quiet again, in milliseconds. */
  const busy = new Map<string, number>()
  return (channel) => {
    const until = Math.max(busy.get(channel) ?? 0, now())
    const ahead = until - now() - (burst - 1) * everyMs
    if (ahead > 0) return Math.ceil(ahead / 1_000)
    busy.set(channel, until + everyMs)
    return 0
  }
}
