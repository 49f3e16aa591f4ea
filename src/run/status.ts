import { type StoredFigures, storedFigures } from '../store/figures.ts'
import { type Replica, replicasAlive } from '../store/replicas.ts'
import type { Trouble } from '../store/trouble.ts'
import type { ServerTraits } from '../systems/server-traits.ts'
import type { Context, Program } from './context.ts'
import { lastFindings } from './doctor/checkup.ts'
import type { Finding } from './doctor/finding.ts'
import { lockedNow } from './lock.ts'
import { withTimeout } from './timeout.ts'

/** What the database says about all replicas. */
export interface Stored extends StoredFigures {
  /** How long it took to answer, in milliseconds. */
  readonly answerMs: number
  readonly replicas: readonly Replica[]
  /** The last checkup; undefined before the first. */
  readonly checkup: { readonly at: number; readonly findings: readonly Finding[] } | undefined
}

/** The bot's state, as one replica sees it; no system is called for it. */
export interface Status {
  /** In milliseconds since 1970. */
  readonly at: number
  readonly replica: string
  readonly program: Program
  readonly engine: 'sqlite' | 'postgres'
  /** Undefined if the database does not answer. */
  readonly stored: Stored | undefined
  /** Why the database refuses writes; undefined while it accepts them. */
  readonly trouble: Trouble | undefined
  readonly connections: readonly {
    readonly id: string
    readonly source: string
    readonly seen: ServerTraits
    readonly isResting: boolean
  }[]
}

/** How long the database may take, in milliseconds; a scrape does not wait longer. */
const limitMs = 3_000

const storedNow = async (context: Context): Promise<Stored> => {
  const { store, world } = context
  const began = world.clock.now()
  const replicas = await replicasAlive(store.db, began)
  const answerMs = world.clock.now() - began
  const figures = await storedFigures(store.db)
  const locked = figures.locked.length === 0 ? [] : await lockedNow(context, figures.locked)
  return { ...figures, locked, answerMs, replicas, checkup: await lastFindings(context) }
}

/** Reads the bot's state; never throws, and takes 3 seconds at most. */
export const readStatus = async (context: Context): Promise<Status> => {
  const { world, connections, program, replica } = context
  const stored = await withTimeout(world.clock, limitMs, storedNow(context)).catch((error: unknown) => {
    world.log.warn('status', {}, error)
    return undefined
  })
  return {
    at: world.clock.now(),
    replica,
    program,
    engine: context.store.engine,
    stored,
    trouble: context.store.writes.trouble(),
    connections: connections.map(({ connection: { id, source, seen, isResting } }) => ({
      id,
      source,
      seen,
      isResting,
    })),
  }
}
