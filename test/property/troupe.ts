import { SystemError, UserError } from '../../src/errors.ts'
import { ask } from '../../src/run/ask.ts'
import { cancel, confirm } from '../../src/run/confirm.ts'
import { sweep } from '../../src/run/sweep.ts'
import { undo } from '../../src/run/undo.ts'
import type { Proposal } from '../../src/store/proposals.ts'
import type { Settings } from '../store/engines.ts'
import { cast, type Who } from './cast.ts'
import { Task } from './gates.ts'
import type { Ledger } from './ledger.ts'
import { reason } from './oracle.ts'
import { changeOutside } from './outside.ts'
import { countedIds, type Replica, startReplica } from './replica.ts'
import type { Stage } from './stage.ts'
import type { Act } from './steps.ts'
import type { Wire } from './wire.ts'
import { typedAs } from './wishes.ts'

/** One act under way: whose process, and what it is about. */
export interface Doing {
  readonly task: Task
  readonly replica: Replica
  /** By the wire's ticks. */
  readonly since: number
  /** It will not go on: its process is gone. */
  readonly forget: () => void
}

/** Two processes of the bot on one database, and what people do with them. */
export interface Troupe {
  replica(on: number): Replica
  /** Prepares an act on a replica; it begins with the first `step` of its task. */
  prepare(act: Act, about: Proposal | undefined, on: number, stops?: (point: string) => boolean): Doing
  /** Ends a process, at once or in good order, and starts another in its place. */
  replace(on: number, how: 'kill' | 'stop'): Promise<void>
  close(): Promise<void>
  readonly demoted: Set<Who>
}

// Replicas differ by up to five seconds; so does each from the server.
const skews = [0, 2500, -2500, 1700, -900]

/** The proposal that an act is about: the newest that it could concern, or an older one. */
export const aboutOf = (act: Act, { proposals }: Ledger): Proposal | undefined => {
  if (!('which' in act)) return undefined
  const newest = proposals.toReversed()
  const fits = (row: Proposal) => (act.act === 'undo' ? row.outcome === 'applied' : row.stage === 'pending')
  return [...newest.filter(fits), ...newest.filter((row) => !fits(row))][act.which]
}

/** Starts both processes. */
export const gather = async (stage: Stage, database: Settings, wire: Wire): Promise<Troupe> => {
  const ids = countedIds()
  const demoted = new Set<Who>()
  let born = 0
  const start = () => startReplica({ stage, database, ids, skew: skews[born++ % skews.length] ?? 0, demoted })
  const replicas = [await start(), await start()]
  const replica = (on: number): Replica => {
    const found = replicas[on % replicas.length]
    if (!found) throw new Error('there is no replica')
    return found
  }
  const perform = async (act: Act, about: Proposal | undefined, { context }: Replica, begun: () => void) => {
    if (act.act === 'outside') return changeOutside(stage, act.change, act.rule)
    if (act.act === 'sweep') return sweep(context)
    const principal = cast[act.who]
    if (act.act === 'ask' || act.act === 'lock' || act.act === 'unlock') {
      const line =
        act.act === 'ask'
          ? `rudder ${typedAs(act.wish)}${act.because ? ` because ${reason}` : ''}`
          : `cox ${act.act} rudder/prod`
      const running = ask(context, { principal, line })
      while (!(await running.next()).done);
      return
    }
    if (!about) return
    const click = { proposal: about.id, principal }
    if (act.act === 'cancel') return cancel(context, click)
    if (act.act === 'undo') return undo(context, click)
    begun()
    return confirm(context, click)
  }
  return {
    demoted,
    replica,
    prepare: (act, about, on, stops = () => false) => {
      const here = replica(on)
      let forget = () => {}
      const work = async () => {
        try {
          await perform(act, about, here, () => {
            forget = wire.begin(about?.id ?? '')
          })
        } catch (error) {
          if (!(error instanceof UserError || error instanceof SystemError)) throw error
        } finally {
          forget()
        }
      }
      return { task: new Task(work, stops), replica: here, since: wire.tick(), forget: () => forget() }
    },
    replace: async (on, how) => {
      const at = on % replicas.length
      await replica(at)[how]()
      replicas[at] = await start()
    },
    close: async () => {
      await Promise.all(replicas.map((one) => one.kill()))
    },
  }
}
