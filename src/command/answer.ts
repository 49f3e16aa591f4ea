import type { Figure, List, Message, Provenance, Table, Unit } from '../message/message.ts'
import type { Json } from './plan.ts'

/** A line that is shown while a command works. */
export interface Progress {
  readonly progress: string
  readonly resume?: Json
}

/** What a read command answers; who asked, the connection and the time are added by `run`. */
export interface Answer<F extends Readonly<Record<string, Unit>> = Readonly<Record<string, Unit>>> {
  readonly title: string
  readonly lead?: string
  readonly facts?: { readonly [K in keyof F]?: Figure }
  readonly fields?: NonNullable<Message['fields']>
  readonly diff?: NonNullable<Message['diff']>
  readonly lists?: readonly List[]
  readonly table?: Table
  readonly notes?: readonly string[]
  readonly next?: readonly string[]
  readonly provenance?: Partial<Pick<Provenance, 'renewed'>>
  /** The path of the system's page to look at, if it is not that of the object that the arguments name. */
  readonly page?: string
}
