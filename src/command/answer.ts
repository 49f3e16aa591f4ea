import type { Form } from '../form.ts'
import type { Figure, List, Message, Provenance, Unit } from '../message/message.ts'
import type { Cell, Column } from '../message/table.ts'
import type { Json } from './plan.ts'

/** A line that is shown while a command works. */
export interface Progress {
  readonly progress: string
  /** What another process needs to go on with it after a restart: the command has `resume`. */
  readonly resume?: Json
  /** True if the line still asks the system itself, and keeps its turn; else it only waits for what goes on there. */
  readonly isAsking?: true
  /** What the button says that stops it, and what its person is asked first: the command has `stop` or `stopped`. */
  readonly stop?: { readonly label: string; readonly title: string; readonly text: string }
}

/**
 * Whose an answer is, if it isn't for everybody where it was asked. `rows`: of whoever asked, unless that channel or the
 * line says otherwise. `personal`: read with that person's own access, so nobody else sees it before that person shares it.
 */
export type Privacy = 'rows' | 'personal'

/** One row as a command gives it: a large integer may be a bigint. */
export type GivenRow = readonly (Cell | bigint | undefined)[]

/** A table as a command gives it. Its rows may come one by one, and be many more than one message shows. */
export interface AnswerTable {
  readonly columns: readonly Column[]
  /** Sorted as people want to see them: worst first. */
  readonly rows: Iterable<GivenRow> | AsyncIterable<GivenRow>
  /** How many there are, if the command knows, or if it returns only some of them. */
  readonly total?: number
  /** How many are shown at once. */
  readonly atOnce?: number
}

/** What an alert says of what an answer only counts. */
export interface Alarm {
  /** The causes, that of the most first. */
  readonly why?: List
  /** All that is affected, worst first; `title` as it follows a number: `failing nodes`. */
  readonly which?: List
  /** The ids of the objects that it depends on: writes to them are shown with it. */
  readonly objects?: readonly string[]
}

/** What a read command answers; who asked, the connection and the time are added by `run`. */
export interface Answer<F extends Readonly<Record<string, Unit>> = Readonly<Record<string, Unit>>> {
  readonly title: string
  readonly lead?: string
  readonly facts?: { readonly [K in keyof F]?: Figure }
  /** True if what was asked about is not checked any more, so that an alert about it is over although no figure says so. */
  readonly unchecked?: true
  readonly fields?: NonNullable<Message['fields']>
  readonly diff?: NonNullable<Message['diff']>
  readonly lists?: readonly List[]
  readonly table?: AnswerTable
  /** Lines in letters of one width, such as SQL. */
  readonly output?: NonNullable<Message['output']>
  readonly notes?: readonly string[]
  /** Lines to run next; what the button of one says, if not what its command says of itself. */
  readonly next?: readonly (string | { readonly line: string; readonly label: string })[]
  /** Offers to run the same line with other values. */
  readonly form?: Form
  readonly provenance?: Partial<Pick<Provenance, 'renewed'>>
  /** The path of the system's page to look at, if it is not that of the object that the arguments name. */
  readonly page?: string
}
