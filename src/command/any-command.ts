import type { z } from 'zod'
import type { OwnSettings } from '../systems/system.ts'
import type { Finder, Ref } from './finder.ts'

/** For a system without settings of its own. */
export type NoSettings = Readonly<Record<never, never>>

/** The arguments as a command is given them: a name is what it stands for. */
export type Args<A extends z.ZodObject, N> = {
  readonly [K in keyof z.output<A>]: K extends N ? Ref | Extract<z.output<A>[K], undefined> : z.output<A>[K]
}

/** What every command of a system has. */
export interface Common<O, S extends string, T extends OwnSettings, A extends z.ZodObject, N extends string> {
  /** One line: what it answers or does. */
  readonly summary: string
  /** Lines as typed; the first is shown in help. */
  readonly examples: readonly [string, ...string[]]
  /** What its button says, before the words typed after its name; without it, the button says “show” and its name. */
  readonly press?: string
  /** What else people type for its name: `rudder changes` for `rudder requests`. */
  readonly also?: readonly string[]
  readonly scopes: readonly S[]
  /** In the order in which they are typed; the last takes the rest of the line, and a record of strings its `name=value` words. */
  readonly args: A
  /** The arguments that have no place on the line: `--max-age 10m`. A switch never has one. */
  readonly flags?: readonly (keyof z.output<A> & string)[]
  /** The word before an argument, `as` or `to`: the arguments around it need no quotes. */
  readonly joins?: { readonly [K in keyof z.output<A>]?: string }
  readonly names?: { readonly [K in N]: K extends keyof z.output<A> ? Finder<O, NoInfer<S>, NoInfer<T>> : never }
  /** What to know if nothing has such a name, one sentence: what the system does not list. */
  readonly unlisted?: { readonly [K in NoInfer<N>]?: string }
}
