import { type Job, usualMs } from '../jobs/job.ts'
import type { Store } from '../store/db.ts'
import { renewRuns } from '../store/runs.ts'
import type { World } from '../world.ts'
import type { SlackCall } from './call.ts'
import type { Skew } from './skew.ts'
import type { Strangers } from './strangers.ts'

interface Parts {
  readonly call: SlackCall
  readonly live: ReadonlyMap<string, unknown>
  readonly skew: Pick<Skew, 'isDue'>
  readonly store: Store
  readonly strangers: Pick<Strangers, 'tell'>
  readonly world: World
  readonly tellDeadExports: () => Promise<void>
}

/** The jobs of Slack's side: they keep the runs of this process alive, log strangers and compare clocks. */
export const slackJobs = ({
  call,
  live,
  skew,
  store,
  strangers,
  tellDeadExports,
  world: { clock },
}: Parts): readonly Job[] => [
  { name: 'runs', every: usualMs, loop: 'beat', turn: () => renewRuns(store.db, [...live.keys()], clock.now()) },
  { name: 'strangers', every: usualMs, turn: async () => strangers.tell() },
  { name: 'exports', every: usualMs, turn: tellDeadExports },
  {
    name: 'clocks',
    every: usualMs,
    turn: async () => {
      if (skew.isDue()) await call('auth.test', {})
    },
  },
]
