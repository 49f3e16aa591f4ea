import type { Progress } from '../command/define.ts'
import type { Audience } from './reply.ts'

/** What a line is doing, and who will see its answer. */
export type Doing = Omit<Progress, 'resume' | 'isAsking'> & {
  readonly to: Audience
  /** What another process needs to go on with it, as text. */
  readonly resume?: string
}
