import type { Labels, World } from '../world.ts'

/** Why a request is not Slack's, or was dropped. */
export type Strange = Extract<
  Labels<'dropped'>['why'],
  'signature' | 'time' | 'size' | 'type' | 'method' | 'crowd' | 'slow'
>

/** Callers of the public listener that are not Slack. */
export interface Strangers {
  /** Counts one. */
  note(why: Strange): void
  /** Logs how many there were, if any, once a minute; with `now`, at once. */
  tell(now?: 'now'): void
}

const everyMs = 60_000

/** Counts each request that is not Slack's, and logs one line a minute however many there are. */
export const createStrangers = ({ clock, log, metrics }: Pick<World, 'clock' | 'log' | 'metrics'>): Strangers => {
  const counts = new Map<Strange, number>()
  let told = Number.NEGATIVE_INFINITY
  const tell = (now?: 'now'): void => {
    if (counts.size === 0 || (now === undefined && Math.abs(clock.now() - told) < everyMs)) return
    const count = [...counts.values()].reduce((sum, one) => sum + one, 0)
    log.warn('dropped', { why: 'unsigned', count, ...Object.fromEntries(counts) })
    counts.clear()
    told = clock.now()
  }
  return {
    tell,
    note: (why) => {
      metrics.count('dropped', { why })
      counts.set(why, (counts.get(why) ?? 0) + 1)
      tell()
    },
  }
}
