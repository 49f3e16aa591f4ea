import type { PutBack } from '../store/post-lease.ts'
import type { Post } from '../store/posts.ts'

/** What Slack took is seen a little later: after so long each it is looked for, the first time and again, in milliseconds. */
export const looks = [2_000, 8_000, 20_000, 30_000] as const
/** A post that was sent at that time is looked for. */
export const soughtFrom = (sentAt: number, now: number): PutBack => ({
  unsure_at: sentAt,
  due_at: now + looks[0],
  attempts: 0,
})

/** One more copy than is known of, which says so. */
export const oneMore = ({ repeats }: Post): PutBack => ({ repeats: (repeats ?? 0) + 1 })
