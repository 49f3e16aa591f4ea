import type { z } from 'zod'
import type { Unit } from '../message/message.ts'
import type { Api } from '../systems/operation.ts'
import type { OwnSettings } from '../systems/system.ts'
import type { ConnectionView } from '../systems/view.ts'
import type { Clock } from '../world.ts'
import type { Alarm, Answer, Privacy, Progress } from './answer.ts'
import type { Args, Common, NoSettings } from './any-command.ts'
import type { Past } from './past.ts'
import type { Json } from './plan.ts'

type FactNames<R> = R extends { readonly facts?: infer X } ? (X extends object ? keyof X : never) : never
/** Forbids the facts of an answer that are not in `F`: next to a declared one TypeScript would accept them. */
type Declared<R, F> = { readonly facts?: { readonly [K in Exclude<FactNames<R>, keyof F>]?: never } }

/** What a read command is given. */
export type ReadContext<
  O,
  S extends string,
  T extends OwnSettings,
  A extends z.ZodObject,
  N extends string,
  P extends string,
> = {
  readonly args: Args<A, N>
  readonly api: Api<O, S>
  /** The reads of an optional scope; throws RefusedError, which is in the audit log, if the person doesn't have it there. */
  need<X extends P>(scope: X): Promise<Api<O, X>>
  /** Whether the person has an optional scope there; nothing is recorded. */
  may(scope: P): boolean
  /** What was asked of this command before. */
  past(): Promise<Past>
  readonly signal: AbortSignal
  readonly clock: Clock
  /** When the line began, in milliseconds since 1970. */
  readonly now: number
  /** Of whoever asks: `Europe/Paris`; UTC if it isn't known. */
  readonly timeZone: string
} & ConnectionView<O, S | P, T>

/** A command that reads one system. */
export interface ReadCommand<
  O,
  S extends string,
  T extends OwnSettings,
  A extends z.ZodObject,
  N extends string,
  F extends Readonly<Record<string, Unit>>,
  R extends Answer,
  P extends string,
  Q extends string,
> extends Common<O, S, T, A, N> {
  readonly answers?: Privacy
  /** The figures that a watch may be conditioned on. */
  readonly facts?: F
  /**
   * What an alert names that these facts raise: why, and which. It is read only if there is an alert; undefined if the answer
   * itself says enough.
   */
  alarm?(c: ReadContext<O, S, T, A, N, P> & { readonly about: readonly string[] }): Promise<Alarm | undefined>
  /** True if `<system> watch …` means this command where it names none. */
  readonly watched?: true
  /** The scopes that only some of its objects take: `need` gives their reads to a person who has the scope. */
  readonly optionalScopes?: readonly P[]
  run(
    c: ReadContext<O, S, T, A, N, P>,
  ): Promise<R & Declared<R, F>> | AsyncGenerator<Progress, R & Declared<R, F>, void>
  /** Goes on after a restart with what the last step of `run` said in `resume`, for whoever asked then. */
  resume?(
    c: ReadContext<O, S, T, A, N, P> & { readonly resume: Json },
  ): AsyncGenerator<Progress, R & Declared<R, F>, void>
  /** What stopping takes beside `scopes`. */
  readonly stopScopes?: readonly Q[]
  /** Stops it at the system, and gives what is known then, in sentences. The run itself goes on until it sees that. */
  stop?(c: { readonly api: Api<O, S | Q>; readonly resume: Json }): Promise<string>
  /** In place of `stop`, if the system can't be told to stop: what is known once nobody waits for it any more, in sentences. */
  readonly stopped?: string
}

/** One of the two connections of a comparison: its name, and the reads there. */
export interface Side<O, S extends string, T extends OwnSettings = NoSettings> extends ConnectionView<O, S, T> {
  /** `prod` */
  readonly on: string
  readonly api: Api<O, S>
  /** `Rudder API 21` */
  readonly source: string
}

/** A command that reads two connections. */
export interface ComparisonCommand<
  O,
  S extends string,
  T extends OwnSettings,
  A extends z.ZodObject,
  N extends string,
  F extends Readonly<Record<string, Unit>>,
  R extends Answer,
> extends Common<O, S, T, A, N> {
  readonly answers?: Privacy
  readonly facts?: F
  /** Names are resolved `here`; what they stand for `there` is for the command to find. */
  run(c: {
    readonly args: Args<A, N>
    readonly here: Side<O, S, T>
    readonly there: Side<O, S, T>
    readonly signal: AbortSignal
  }): Promise<R & Declared<R, F>> | AsyncGenerator<Progress, R & Declared<R, F>, void>
}
