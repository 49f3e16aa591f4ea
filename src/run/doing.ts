import type { Progress } from '../command/define.ts'
import type { Audience } from './reply.ts'

/** What a line is doing, and who will see its answer. */
export type Doing = Progress & { readonly to: Audience }
