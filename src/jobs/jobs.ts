import type { Outbox } from '../outbox/outbox.ts'
import type { Context } from '../run/context.ts'
import type { DeclaredWatch } from '../run/watching/declared-watches.ts'
import type { Retention } from '../store/forget.ts'
import type { Run } from '../store/runs.ts'
import type { Loop } from '../world.ts'
import { checkupJob } from './checkup.ts'
import { deadRunsJob } from './dead-runs.ts'
import { type Beat, heartbeatJob } from './heartbeat.ts'
import type { Job } from './job.ts'
import { presenceJob } from './presence.ts'
import { remindersJob } from './reminders.ts'
import { retentionJobs } from './retention.ts'
import { sweepJob } from './sweep.ts'
import { createTimetable, type Timetable } from './timetable.ts'
import { declaredWatchesJob, pausedWatchesJob, watchesJob } from './watches.ts'

/** The chat that people use: its own jobs, what delivers messages to it, and whether it receives anything now. */
interface Chat {
  readonly jobs: readonly Job[]
  readonly outbox: Pick<Outbox, 'wake'>
  isReady(): boolean
  /** Goes on with a run of a process that is gone, in the background. */
  takeUp(run: Run): void
}

interface Settings {
  readonly retention: Retention
  /** The channel of those who run the bot. */
  readonly operators?: string | undefined
  /** What calls the address of `heartbeat:`; undefined while the settings have none. */
  beat(): Beat | undefined
  /** The watches that the settings declare; another list once the settings were read again. */
  watches(): readonly DeclaredWatch[]
}

/** Everything that runs on a timer; `turned` is called at each turn of a loop whose pulse is watched. */
export const createJobs = (
  context: Context,
  chat: Chat,
  { retention, operators, beat, watches }: Settings,
  turned: (loop: Loop) => void,
): Timetable =>
  createTimetable(
    [
      sweepJob(context, chat.outbox),
      remindersJob(context, chat.outbox),
      deadRunsJob(context, chat),
      declaredWatchesJob(context, watches, chat.outbox),
      watchesJob(context, chat.outbox),
      pausedWatchesJob(context, chat.outbox),
      heartbeatJob(context, beat),
      ...chat.jobs,
      ...retentionJobs(context, retention),
      presenceJob(context, chat.isReady),
      checkupJob(context, operators),
    ],
    context.world,
    turned,
  )
