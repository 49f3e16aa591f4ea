import type { Alarm } from '../../command/answer.ts'
import type { Figure, List, Provenance } from '../../message/message.ts'
import type { Principal } from '../../policy/person.ts'
import type { Watch } from '../../store/watches.ts'
import type { AlertState } from '../../watch/alert/alert.ts'
import { noAlert } from '../../watch/alert/react.ts'
import { readWatchClauses } from '../../watch/line/read-clauses.ts'
import type { WatchClauses } from '../../watch/line/watch-line.ts'
import type { Schedule } from '../../watch/schedule/schedule.ts'
import type { LastWrite } from './last-write.ts'

/** What one reading of a watch showed, as far as its messages need it. */
export interface WatchReading {
  /** Milliseconds since 1970. */
  readonly at: number
  /** The figures of its condition, by `measureKey`. */
  readonly figures: Readonly<Record<string, Figure>>
  /** What else the answer said; absent if it is for whoever asked only. */
  readonly answer?: {
    readonly title: string
    readonly lists?: readonly List[]
    readonly next?: readonly string[]
    readonly labels?: readonly string[]
    readonly provenance?: Provenance
    /** What an alert names, if the command says so. */
    readonly alarm?: Alarm
    /** The ids of the objects that it depends on, as far as they are known. */
    readonly objects?: readonly string[]
    readonly change?: LastWrite
  }
}

/** The figures of a reading. */
export type Figures = Pick<WatchReading, 'at' | 'figures'>

/** What a watch remembers between two readings. All of it is JSON. */
export interface WatchMemory {
  readonly state: AlertState
  readonly last?: WatchReading
  /** The reading before the last one. */
  readonly before?: Figures
  readonly alert?: RaisedAlert
  /** Its owner knows that the group that it pings can't be pinged any more. */
  readonly pingsNobody?: true
}

/** What is remembered of the alert that is open. */
export interface RaisedAlert {
  /** Also of its post. */
  readonly id: string
  /** The figures when it was raised. */
  readonly figures: WatchReading['figures']
  /** The last reading before its condition held. */
  readonly was?: Figures
  /** The group that its post pings. */
  readonly ping?: string
  /** It is in the thread of a storm, where its own thread would be. */
  readonly inStorm?: true
  /** All that is affected is listed in its thread. */
  readonly listed?: true
}

/** A stored watch, understood. */
export interface Watched {
  readonly row: Watch
  readonly owner: Principal
  readonly clauses: WatchClauses
  readonly schedule: Schedule
}

/** How often a watch reads that doesn't say. */
const usual: Schedule = { every: 5 }

/** The clauses of a watch as they are stored; throws UserError if this version doesn't understand them. */
export const clausesIn = (text: string): WatchClauses => {
  const read = { clauses: {}, count: 0 }
  readWatchClauses(text, read)
  return read.clauses
}

/** When a watch with these clauses reads. */
export const scheduleOf = ({ schedule = usual }: WatchClauses): Schedule => schedule

/** A watch as it is stored; throws UserError if this version doesn't understand its clauses. */
export const watchedOf = (row: Watch): Watched => {
  const clauses = clausesIn(row.clauses)
  return { row, owner: JSON.parse(row.principal) as Principal, clauses, schedule: scheduleOf(clauses) }
}

/** What a watch remembers. */
export const memoryOf = ({ alert }: Pick<Watch, 'alert'>): WatchMemory =>
  alert === null ? { state: noAlert } : (JSON.parse(alert) as WatchMemory)

const isNothing = ({ state, last, pingsNobody }: WatchMemory): boolean =>
  last === undefined && state === noAlert && !pingsNobody

/** The same as it is stored. */
export const memoryText = (memory: WatchMemory): string | null => (isNothing(memory) ? null : JSON.stringify(memory))

/** The line of a watch without the word of its system and its connection: `compliance SSH hardening`. */
export const subjectOf = ({ line, connection }: Pick<Watch, 'line' | 'connection'>): string => {
  const [system = '', name = ''] = connection.split('/')
  const tail = ` on ${name}`
  const bare = line.endsWith(tail) ? line.slice(0, -tail.length) : line
  return bare.startsWith(`${system} `) ? bare.slice(system.length + 1) : bare
}

/** `rudder/prod: compliance SSH hardening`. */
export const placeOf = ({ row }: Pick<Watched, 'row'>): string => `${row.connection}: ${subjectOf(row)}`
