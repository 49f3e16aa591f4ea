import { setImmediate as soon } from 'node:timers/promises'
import { createApp } from '../../src/app.ts'
import type { Context } from '../../src/run/context.ts'
import { createTransactionMark } from '../../src/store/mark.ts'
import { Secret } from '../../src/vault/secret.ts'
import type { Ids, World } from '../../src/world.ts'
import { silentLog } from '../silent-log.ts'
import type { Settings } from '../store/engines.ts'
import { cast, type Who } from './cast.ts'
import { passing } from './gates.ts'
import type { Stage } from './stage.ts'

/** One process of the bot. */
export interface Replica {
  readonly context: Context
  /** What was logged as an error: there must be none. */
  readonly errors: readonly string[]
  /** When it last met bad weather, by the stage's time: its breaker may be open for a while. */
  shakenAt: number
  readonly dead: boolean
  /** Ends it in good order. */
  stop(): Promise<void>
  /** Ends it where it stands: nothing that it does goes on. */
  kill(): Promise<void>
}

/** Ids and bytes that are the same in every execution. */
export const countedIds = (): Ids => {
  let count = 0
  const next = () => {
    count += 1
    return count
  }
  return {
    id: () => `${next()}`.padStart(26, '0'),
    bytes: (length) => Uint8Array.from({ length }, () => (next() * 2_654_435_761) >>> 24),
  }
}

export interface ReplicaOptions {
  readonly stage: Stage
  readonly database: Settings
  readonly ids: Ids
  /** How many milliseconds its clock is ahead. */
  readonly skew: number
  /** Who was put out of every group since. */
  readonly demoted: ReadonlySet<Who>
}

/** Starts one more process on a database. Waiting takes no time: a retry is made at once. */
export const startReplica = async ({ stage, database, ids, skew, demoted }: ReplicaOptions): Promise<Replica> => {
  let dead = false
  const errors: string[] = []
  const never = () => new Promise<never>(() => {})
  const at = async (point: string) => {
    if (!dead) await passing(point)
    if (dead) await never()
  }
  const world: World = {
    clock: {
      now: () => stage.time.now + skew,
      sleep: async (_, signal) => {
        await soon()
        signal?.throwIfAborted()
      },
    },
    ids,
    log: silentLog({
      error: (event, fields, error) => {
        if (!dead) errors.push(`${event} ${JSON.stringify(fields)} ${error instanceof Error ? error.stack : error}`)
      },
    }),
    faults: { at },
    metrics: { count: () => {}, time: () => {} },
    transaction: createTransactionMark(),
  }
  const { url, file = '' } = database
  const store = url === undefined ? { file } : { file: '', url: new Secret(() => url) }
  // Each run has a database of its own, and one stage is for all of them.
  const { auditMarkFile: _, ...config } = stage.config
  const app = await createApp(
    { ...config, store },
    {
      world,
      commands: stage.commands,
      people: {
        fresh: async (principal) => {
          await at('who')
          const out = [...demoted].some((who) => cast[who].id === principal.id)
          return out ? { id: principal.id, name: principal.name, kind: principal.kind } : principal
        },
      },
    },
  )
  return {
    context: app.context,
    errors,
    shakenAt: Number.NEGATIVE_INFINITY,
    get dead() {
      return dead
    },
    stop: () => app.close(),
    kill: async () => {
      if (dead) return
      dead = true
      await app.close()
    },
  }
}
