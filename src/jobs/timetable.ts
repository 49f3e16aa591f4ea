import type { Loop, World } from '../world.ts'
import { type Job, usualMs } from './job.ts'

/** The jobs of one process. */
export interface Timetable {
  /** Runs each job that is due every few seconds once, one after the other. */
  tick(): Promise<void>
  /** Each at its own pace until the signal is aborted; resolves when all have ended. */
  run(signal: AbortSignal): Promise<void>
}

/**
 * Jobs that don't wait for each other: one that reads a system may take minutes. What fails is logged and tried again
 * at the next turn. `turned` is called at each turn of a loop.
 */
export const createTimetable = (
  jobs: readonly Job[],
  { clock, log }: Pick<World, 'clock' | 'log'>,
  turned: (loop: Loop) => void,
): Timetable => {
  const logged = (job: string, work: Promise<void>) => work.catch((error: unknown) => log.error('job', { job }, error))
  const turn = (job: Job): Promise<void> => {
    const beat = () => job.loop && turned(job.loop)
    beat()
    return logged(job.name, job.turn(beat))
  }
  const loop = async (job: Job, signal: AbortSignal): Promise<void> => {
    while (!signal.aborted) {
      await turn(job)
      await clock.sleep(job.every, signal).catch(() => {})
    }
    if (job.end) await logged(job.name, job.end())
  }
  return {
    tick: async () => {
      for (const job of jobs) if (job.every <= usualMs) await turn(job)
    },
    run: async (signal) => {
      await Promise.all(jobs.map((job) => loop(job, signal)))
    },
  }
}
