import type { Workspace } from './workspace.ts'

/** How many calls of one method a minute Slack takes at least for what it calls tier 3. */
const most = 50
const minuteMs = 60_000

/** Counts calls of each method as Slack does for reading history; tells the seconds to wait, 0 if none. */
export const createReadLimit = ({ now }: Pick<Workspace, 'now'>): ((method: string) => number) => {
  const recent = new Map<string, readonly number[]>()
  return (method) => {
    const at = now()
    const before = (recent.get(method) ?? []).filter((one) => at - one < minuteMs)
    const [first = at] = before
    recent.set(method, before)
    if (before.length >= most) return Math.ceil((first + minuteMs - at) / 1_000)
    recent.set(method, [...before, at])
    return 0
  }
}
