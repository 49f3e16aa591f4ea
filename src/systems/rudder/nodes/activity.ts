import { type ComplianceState, worst } from '../compliance/states.ts'
import { gather } from '../reads/gather.ts'
import type { CompliancePart, Node } from '../shapes/index.ts'
import type { SettingsApi } from '../shapes/settings.ts'

interface NodesApi extends SettingsApi {
  nodes(input: { query: { include: 'minimal,state,lastRunDate' } }): AsyncIterable<Node>
}

const minuteMs = 60_000
/** How long after its run is due a report still counts in time (ExecutionBatch.GRACE_TIME_PENDING), in minutes. */
const grace = 5
/** The longest run interval that a node can have of its own, which Rudder does not report here, in minutes. */
const longest = 6 * 60

/** Which nodes Rudder ignores, and which do not run, because Rudder may keep the last compliance of a node for days or months. */
export interface NodeActivity {
  readonly ignored: ReadonlySet<string>
  /** They last ran too long ago for any interval. */
  readonly silent: ReadonlySet<string>
  /** They last ran longer ago than the global interval; they may have one of their own. */
  readonly late: ReadonlySet<string>
  /** When each node last ran, as Rudder writes it; undefined if not reported. A node that is missing here is gone. */
  readonly lastRuns: ReadonlyMap<string, string | undefined>
  /** Minutes without a run after which a node is late. */
  readonly lateAfter: number
}

/** Which of these nodes run, if agents run every so many minutes; `now` in milliseconds since 1970. */
export const activityOf = (nodes: Iterable<Node>, every: number, now: number): NodeActivity => {
  const lateAfter = 2 * every + grace
  const silentAfter = Math.max(lateAfter, longest + grace)
  const [ignored, silent, late] = [new Set<string>(), new Set<string>(), new Set<string>()]
  const lastRuns = new Map<string, string | undefined>()
  for (const node of nodes) {
    lastRuns.set(node.id, node.lastRunDate)
    const sinceRun = sinceRunOf(node, now)
    if (node.state === 'ignored') ignored.add(node.id)
    else if (sinceRun > silentAfter * minuteMs) silent.add(node.id)
    else if (sinceRun > lateAfter * minuteMs) late.add(node.id)
  }
  return { ignored, silent, late, lastRuns, lateAfter }
}

/** The same for all nodes, and the run interval in minutes. */
export const readActivity = async (api: NodesApi, now: number): Promise<NodeActivity & { readonly every: number }> => {
  const [{ runFrequency: every }, nodes] = await Promise.all([
    api.settings(),
    gather(api.nodes({ query: { include: 'minimal,state,lastRunDate' } })),
  ])
  return { every, ...activityOf(nodes, every, now) }
}

/** Not long ago if Rudder does not say when it ran. */
const sinceRunOf = ({ lastRunDate }: Node, now: number): number => {
  const at = Date.parse(lastRunDate ?? '')
  return Number.isFinite(at) ? now - at : 0
}

/** The state of a node, or of what is checked on one: by its reports, unless it is ignored or does not run. */
export const stateIn =
  ({ ignored, silent }: Pick<NodeActivity, 'ignored' | 'silent'>) =>
  (part: Pick<CompliancePart, 'id' | 'complianceDetails'>): ComplianceState => {
    if (ignored.has(part.id)) return 'ignored'
    return silent.has(part.id) ? 'silent' : worst(part)
  }
