import type { z } from 'zod'
import type { Scope } from '../vault/scope.ts'
import type { At } from './list-path.ts'

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
export type Kind = 'read' | 'write'
type ScopeFor<K extends Kind> = K extends 'write'
  ? `${string}:${string}:write` | `${string}:${string}:approve`
  : `${string}:${string}:read` | `${string}:${string}:run`
type PathNames<P extends string> = P extends `${string}{${infer N}}${infer R}` ? N | PathNames<R> : never

/** The lists of an answer that is too long to be read whole. */
export interface Each {
  readonly at: At
  /** One element. */
  readonly item: z.ZodType
  /** The rest of the document, at most 2 MB: parsed like `output`, with the lists empty. */
  readonly rest?: z.ZodType
}

/** Elements as they arrive, and the rest of the document once all were read. */
export interface Elements<I, R> extends AsyncIterable<I> {
  /** Throws an Error before the end. */
  rest(): R
}

/** The schemas of one endpoint, and how it may be called. */
export interface Shape {
  /** The schema of the path parameters together, if less than any one segment may be sent. */
  readonly path?: z.ZodType
  readonly query?: z.ZodType
  readonly body?: z.ZodType
  /** The schema of the whole answer; unknown keys are dropped. */
  readonly output?: z.ZodType
  /** For long lists, which are read element by element; the call is then an AsyncIterable. */
  readonly each?: Each
  /**
   * The answer is text and not JSON, and `output` parses it: `whole`, as a string; or `beginning` for what may be endless,
   * as `{ text, ended }`: what arrived within the limits of size and time, and whether that was all.
   */
  readonly text?: 'whole' | 'beginning'
  /** For data that seldom changes: its answer may be shared by reads for some seconds, never by a change. */
  readonly brief?: true
  /** Its answer changes while a line waits for it: each call is a request of its own. */
  readonly polled?: true
  /** False for a read that must not be repeated after a failure. */
  readonly retry?: boolean
  /** How long the server may hold its answer back on purpose, in milliseconds: added to the limits of time. */
  readonly holdMs?: number
  /** The first version of the system's API that has it, and its name in the message that a server is too old. */
  readonly since?: { readonly version: number; readonly what: string }
  /**
   * Used by the system itself, granted to no group and declared by no command: `handshake` before the first call (a
   * token must serve it), `probe` to find out for each token whether it is accepted, until when, and what it may do (any token
   * may, whatever it serves), `mint` to make a token for the person who asks.
   */
  readonly internal?: 'handshake' | 'probe' | 'mint'
  /** For a handshake: a connection opens without it too, and then knows less. So no token needs to serve it. */
  readonly optional?: true
  /** Reads about the token that serves the scope. Any token may do that, so it isn't part of the scope. */
  readonly own?: true
  /** Only for the objects that `only:` of the token names; other tokens may not be allowed to. */
  readonly bound?: true
  /** A probe whose refusal is an answer as well: that the token may not. */
  readonly refusable?: true
  /** Also used to find out what became of a write: a token should serve it if one may write. */
  readonly recovery?: boolean
  /** What it is needed for, if its kind doesn't say. */
  readonly purpose?: string
  /** What the token needs besides the right to call it, in sentences. */
  readonly needs?: string
  /** Its input or output may be secret; no wildcard in a group covers the scope. */
  readonly sensitive?: boolean
}

/** One API endpoint as data. */
export interface Operation<
  K extends Kind = Kind,
  S extends string = string,
  P extends string = string,
  H extends Shape = Shape,
> {
  readonly kind: K
  readonly scope: S
  readonly endpoint: P
  readonly shape: H
}

type Part<N extends string, Z> = Z extends z.ZodType
  ? object extends z.input<Z>
    ? { readonly [K in N]?: z.input<Z> }
    : { readonly [K in N]: z.input<Z> }
  : unknown

/** The input of a call: its path parameters, next to `query` and `body`. */
export type Input<P extends string, H extends Shape> = { readonly [N in PathNames<P>]: string } & Part<
  'query',
  H['query']
> &
  Part<'body', H['body']>

type Output<H extends Shape> = H['each'] extends {
  readonly item: infer I extends z.ZodType
  readonly rest: infer R extends z.ZodType
}
  ? Elements<z.output<I>, z.output<R>>
  : H['each'] extends { readonly item: infer I extends z.ZodType }
    ? AsyncIterable<z.output<I>>
    : H['output'] extends z.ZodType
      ? Promise<z.output<H['output']>>
      : Promise<unknown>

/** The typed call of an operation. */
export type Call<O> =
  O extends Operation<Kind, string, infer P, infer H>
    ? object extends Input<P, H>
      ? (input?: Input<P, H>) => Output<H>
      : (input: Input<P, H>) => Output<H>
    : never

const operation =
  <K extends Kind>(kind: K) =>
  <const S extends ScopeFor<K> & Scope, const P extends `${Method} /${string}`, H extends Shape>(
    scope: S,
    endpoint: P,
    // A misspelt `sensitive` or `retry` would otherwise pass: `H` takes any key.
    shape: H & { readonly [X in Exclude<keyof H, keyof Shape>]: never },
  ): Operation<K, S, P, H> => ({ kind, scope, endpoint, shape })

/** Declares an operation that changes nothing, whatever its method. */
export const read = operation('read')
/** Declares an operation that changes something; it is sent only with a permit. */
export const write = operation('write')

export type ScopeOf<O, K extends Kind> = {
  [N in keyof O]: O[N] extends Operation<K, infer S, string, infer H>
    ? H extends { internal: string }
      ? never
      : S
    : never
}[keyof O]

/** The typed calls of a system that the scopes give. */
export type Api<O, S extends string, K extends Kind = 'read'> = {
  readonly [N in keyof O as O[N] extends Operation<K, infer T, string, Shape>
    ? T extends S
      ? N
      : never
    : never]: Call<O[N]>
}

/** The untyped form of an input, as stored and as the transport takes it. */
export interface RawInput {
  readonly query?: Readonly<Record<string, unknown>>
  readonly body?: unknown
  readonly [parameter: string]: unknown
}
