import type { Api } from '../systems/operation.ts'
import type { OwnSettings } from '../systems/system.ts'
import type { ConnectionView } from '../systems/view.ts'

/** An object of a system that a person named: its id there, and its name as shown. */
export interface Ref {
  readonly id: string
  readonly name: string
  /** What the text gave beside the name, by its words: the values in a link. Only reads get it. */
  readonly given?: Readonly<Record<string, string>>
  /** The ids of what a list says that the object takes: a read may ask for these at once. They may be others by then. */
  readonly takes?: readonly string[]
}

/** An object that a name may mean, with what else it is known by: its addresses. */
export interface Findable extends Ref {
  readonly also?: readonly string[]
}

/** Lists what a name may mean; `run` picks: exact id, exact name, unique beginning, the only one with its words, then fuzzy. */
export type Finder<O, S extends string, T extends OwnSettings> = (
  api: Api<O, S>,
  text: string,
  view: ConnectionView<O, S, T>,
) => Promise<readonly Findable[]>
