import type { OnBehalfOf } from '../vault/lease.ts'
import type { Clock } from '../world.ts'
import { createSharing } from './sharing.ts'
import type { Asker } from './system.ts'

/** The key of a read: for one person, and for everybody whose reads this token serves. */
interface Wanted {
  readonly token: string
  /** As whom it is read: what is read with a person's own key is nobody else's. */
  readonly identity: OnBehalfOf
  readonly request: string
  /** True if its answer may be used again for some seconds. */
  readonly brief: boolean
}

/** The answers that one line is made of. */
export interface LineAnswers {
  /** The result of `work`, or an answer to the same read that this line may use. */
  of(wanted: Wanted, work: (signal?: AbortSignal) => Promise<unknown>, signal?: AbortSignal): Promise<unknown>
  /**
   * When the oldest answer that this line uses from before it began was asked for, in milliseconds since 1970; undefined if there
   * is none.
   */
  readonly oldest: number | undefined
}

/** Which reads of one connection are requests of their own, and which use the answer to another one. */
export interface ReadCache {
  line(asker: Asker | undefined): LineAnswers
  /** Uses nothing that was read before now. */
  forget(): void
}

interface Kept {
  readonly answer: unknown
  readonly at: number
  /** How often the cache had been cleared by then. */
  readonly era: number
}

/** How many answers a line keeps, of 2 MB each at most: those of its names and its object, which its command reads again. */
const mostKept = 4

/**
 * The same read by the same person at the same time is one request. A line uses an answer of its own again, and if it only
 * reads also briefly shared answers that are at most `briefMs` old. A confirmation uses only its own reads, and only while
 * they are in progress; a read for nobody is always a request of its own.
 */
export const createReadCache = (clock: Clock, briefMs: number): ReadCache => {
  const sharing = createSharing()
  const brief = new Map<string, Kept>()
  let era = 0
  const isFresh = ({ at, era: then }: Kept) => then === era && clock.now() - at < briefMs

  return {
    forget: () => {
      era += 1
      sharing.forget()
    },
    line: (asker) => {
      const own = createSharing()
      const kept = new Map<string, Kept>()
      let oldest: number | undefined
      const before = (key: string): Kept | undefined => {
        const found = kept.get(key)
        return found?.era === era ? found : undefined
      }
      const lately = (key: string): Kept | undefined => {
        const found = asker?.brief ? brief.get(key) : undefined
        if (!found || !isFresh(found)) return undefined
        oldest = Math.min(oldest ?? found.at, found.at)
        return found
      }
      return {
        get oldest() {
          return oldest
        },
        of: async (wanted, work, signal) => {
          if (!asker) return work(signal)
          const byToken = JSON.stringify([wanted.identity, wanted.token, wanted.request])
          if (asker.confirms) return own.share(byToken, work, signal)
          const key = JSON.stringify([asker.person, byToken])
          const found = before(key) ?? (wanted.brief ? lately(byToken) : undefined)
          if (found) return found.answer
          const began = { at: clock.now(), era }
          const answer = await sharing.share(key, work, signal)
          if (kept.size >= mostKept) kept.delete(kept.keys().next().value ?? '')
          kept.set(key, { ...began, answer })
          if (wanted.brief) brief.set(byToken, { ...began, answer })
          return answer
        },
      }
    },
  }
}
