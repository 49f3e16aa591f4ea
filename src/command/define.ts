import type { z } from 'zod'
import type { Message, Unit } from '../message/message.ts'
import type { Api, Input, Kind, Operation, ScopeOf, Shape } from '../systems/operation.ts'
import type { OwnSettings, System } from '../systems/system.ts'
import type { ConnectionView } from '../systems/view.ts'
import type { Alarm, Answer, Privacy, Progress } from './answer.ts'
import type { Args, Common, NoSettings } from './any-command.ts'
import type { Bot } from './bot.ts'
import type { Findable } from './finder.ts'
import type { ObjectState, Plan, Precondition, Preconditions, State } from './plan.ts'
import type { ComparisonCommand, ReadCommand } from './read-command.ts'
import type { Says, UndoVerb } from './says.ts'

export type { Answer, Privacy, Progress } from './answer.ts'
export type { Json, Plan, Tagged } from './plan.ts'
export type { UndoVerb } from './says.ts'

type WriteName<O> = {
  [N in keyof O]: O[N] extends Operation<'write', string, string, Shape> ? N : never
}[keyof O] &
  string
/** Without the query: for a write, the executor fills it (who, why). */
type CallOf<Op> =
  Op extends Operation<Kind, string, infer P, infer H> ? Omit<Input<P, H>, 'query'> & { readonly query?: never } : never

/** The fields that the body of a write may have. */
type FieldOf<Op> =
  Op extends Operation<Kind, string, string, infer H>
    ? H['body'] extends z.ZodType
      ? keyof z.input<H['body']> & string
      : never
    : never

/** What a write answers, parsed. */
type AnswerOf<Op> =
  Op extends Operation<Kind, string, string, infer H>
    ? H['output'] extends z.ZodType
      ? z.output<H['output']>
      : unknown
    : never

interface WriteCommand<
  O,
  S extends string,
  T extends OwnSettings,
  W extends WriteName<O>,
  A extends z.ZodObject,
  N extends string,
  B extends z.ZodType<State>,
  R extends string,
  H extends string,
  E extends string,
> extends Common<O, S, T, A, N> {
  /** The one operation that it may propose. */
  readonly writes: W
  /** The fields that it sends, and its way back too: no others can be overwritten. */
  readonly sends?: readonly FieldOf<O[NoInfer<W>]>[]
  readonly says: Says & {
    /** Of a write with `undo`: what that does, given what was before. */
    readonly back?: UndoVerb | ((before: z.output<NoInfer<B>>) => UndoVerb)
  }
  /** True if what it removes cannot be brought back: a person is asked once more. */
  readonly final?: true
  /** After how many hours somebody who wants it is reminded that it is still so; for what is meant to pass. */
  readonly remind?: number
  /**
   * False if nothing can be read afterwards that shows whether it was done: then only the answer does, and doing it
   * twice must do no harm.
   */
  readonly readBack?: false
  /** True if its plan says that it accepts a change that is pending in the system. */
  readonly accepts?: true
  /** The part of the answer that is shown unchanged: lines of text that nobody has checked. */
  output?(answer: AnswerOf<O[NoInfer<W>]>): string
  /** What is compared before, at, and after the write. */
  readonly state: B
  /** What each part of the state is called where it is shown. */
  readonly labels: { readonly [K in keyof z.output<NoInfer<B>>]-?: string }
  /** The reads that `readState` may use: as few as there are, of the one object if the API has that. */
  readonly reads: readonly R[]
  /** What else of the object the plan relies on. */
  readonly preconditions?: { readonly [K in H]: Precondition<Api<O, S>> }
  /** What the plan relies on in other objects, as it appears within a sentence: the last read does not see it. */
  readonly elsewhere?: { readonly [K in E]: string }
  /** Also the last read before the request is sent. By ids, not by names. */
  readState(c: {
    readonly args: Args<A, N>
    /** Hashes with the bot's own key what may be secret and must be compared. */
    readonly mac: (text: string) => string
    readonly api: Pick<Api<O, S>, R & keyof Api<O, S>>
  }): Promise<ObjectState<z.output<NoInfer<B>>, NoInfer<H>>>
  plan(
    c: {
      readonly args: Args<A, N>
      readonly state: z.output<NoInfer<B>>
      readonly reason: string | undefined
      /** Hashes with the bot's own key what may be secret and must be compared. */
      readonly mac: (text: string) => string
      readonly api: Api<O, S>
      /** In milliseconds since 1970: only for what is shown, as nothing that is bound may depend on it. */
      readonly now: number
      /** What `undo` gives, if it is the way back that is planned: then that is sent, and not the plan's call. */
      readonly back: CallOf<O[NoInfer<W>]> | undefined
    } & ConnectionView<O, S, T>,
  ): Promise<Plan<CallOf<O[NoInfer<W>]>, z.output<NoInfer<B>>, NoInfer<E>>>
  /** The call that writes back what was changed, and only that. */
  undo?(c: { readonly args: Args<A, N>; readonly before: z.output<NoInfer<B>> }): CallOf<O[NoInfer<W>]>
}

interface LocalCommand<A extends z.ZodObject> {
  readonly summary: string
  readonly examples: readonly [string, ...string[]]
  /** What its button says: `show help`. */
  readonly press?: string
  /** Needed by everybody who runs it; empty for what anybody may ask. */
  readonly scopes: readonly `cox:${string}:${'read' | 'write'}`[]
  readonly args: A
  run(c: { readonly args: z.output<A>; readonly bot: Bot }): Promise<Message>
}

/** A command that reads one system. */
export const defineRead = <
  O,
  const S extends ScopeOf<O, 'read'> & string,
  A extends z.ZodObject,
  N extends string = never,
  const F extends Readonly<Record<string, Unit>> = Readonly<Record<never, Unit>>,
  R extends Answer = Answer,
  T extends OwnSettings = NoSettings,
  const P extends ScopeOf<O, 'read'> & string = never,
  const Q extends ScopeOf<O, 'read'> & string = never,
>(
  system: System<string, O, T>,
  command: ReadCommand<O, S, T, A, N, F, R, P, Q>,
) => ({ kind: 'read' as const, system, ...command })

/** A command that reads two connections of one system, which end its line: `rudder diff SSH hardening prod staging`. */
export const defineComparison = <
  O,
  const S extends ScopeOf<O, 'read'> & string,
  A extends z.ZodObject,
  N extends string = never,
  const F extends Readonly<Record<string, Unit>> = Readonly<Record<never, Unit>>,
  R extends Answer = Answer,
  T extends OwnSettings = NoSettings,
>(
  system: System<string, O, T>,
  command: ComparisonCommand<O, S, T, A, N, F, R>,
) => ({ kind: 'read' as const, compares: true as const, system, ...command })

/** A command that proposes one call of one write operation; the executor sends it, never the command. */
export const defineWrite = <
  O,
  const S extends ScopeOf<O, 'read'> & string,
  const W extends WriteName<O>,
  A extends z.ZodObject,
  B extends z.ZodType<State>,
  const R extends keyof Api<O, S> & string,
  N extends string = never,
  H extends string = never,
  E extends string = never,
  T extends OwnSettings = NoSettings,
>(
  system: System<string, O, T>,
  command: WriteCommand<O, S, T, W, A, N, B, R, H, E>,
) => ({ kind: 'write' as const, system, ...command })

/** A command about the bot itself. */
export const defineLocal = <A extends z.ZodObject>(command: LocalCommand<A>) => ({ kind: 'local' as const, ...command })

/** What a file under `commands/` exports by default, as the executor takes it: names are known, types are erased. */
export type Definition = AnyRead | AnyWrite | AnyLocal

interface AnyCommon {
  readonly system: System
  readonly summary: string
  readonly examples: readonly string[]
  readonly press?: string
  readonly also?: readonly string[]
  readonly scopes: readonly string[]
  readonly args: z.ZodObject
  readonly flags?: readonly string[]
  readonly joins?: Readonly<Record<string, string | undefined>>
  readonly names?: Readonly<Record<string, AnyFinder>>
  readonly unlisted?: Readonly<Record<string, string | undefined>>
}
// biome-ignore lint/suspicious/noExplicitAny: the one place where the types of all commands meet
type Erased = any
type AnyFinder = (api: Erased, text: string, view: Erased) => Promise<readonly Findable[]>

export interface AnyRead extends AnyCommon {
  readonly kind: 'read'
  /** Set if the line ends in two connections that are compared. */
  readonly compares?: true
  readonly answers?: Privacy
  readonly facts?: Readonly<Record<string, Unit>>
  alarm?(c: Erased): Promise<Alarm | undefined>
  readonly watched?: true
  readonly optionalScopes?: readonly string[]
  run(c: Erased): Promise<Answer> | AsyncGenerator<Progress, Answer, void>
  resume?(c: Erased): AsyncGenerator<Progress, Answer, void>
  readonly stopScopes?: readonly string[]
  stop?(c: Erased): Promise<string>
  readonly stopped?: string
}

export interface AnyWrite extends AnyCommon {
  readonly kind: 'write'
  readonly writes: string
  readonly sends?: readonly string[]
  readonly says: Says & { readonly back?: UndoVerb | ((before: Erased) => UndoVerb) }
  readonly final?: true
  readonly remind?: number
  readonly readBack?: false
  readonly accepts?: true
  output?(answer: Erased): string
  readonly state: z.ZodType<State>
  readonly labels: Readonly<Record<string, string>>
  readonly reads: readonly string[]
  readonly preconditions?: Readonly<Record<string, Precondition<Erased>>>
  readonly elsewhere?: Readonly<Record<string, string>>
  readState(c: Erased): Promise<{ readonly state: State; readonly preconditions?: Preconditions }>
  plan(c: Erased): Promise<Plan<Readonly<Record<string, unknown>>, State>>
  undo?(c: Erased): Readonly<Record<string, unknown>>
}

export interface AnyLocal extends Omit<AnyCommon, 'system' | 'names' | 'unlisted' | 'joins' | 'also' | 'flags'> {
  readonly kind: 'local'
  run(c: Erased): Promise<Message>
}
