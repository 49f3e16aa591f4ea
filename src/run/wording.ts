import type { AnyWrite, Json, UndoVerb } from '../command/define.ts'
import { objectOf, verbAlone } from '../command/object.ts'
import { count } from '../message/time.ts'
import type { Reach, ReachUnit } from '../reach.ts'
import type { Intent } from './intent.ts'

/** How a proposal is worded, in the words of its command and its system. */
export interface Wording {
  /** As they appear within a sentence: `disable`, `disabled`. */
  readonly ask: string
  readonly done: string
  /** What its button begins with: `Disable`. */
  readonly press: string
  /** The whole label of its button, if the command sets one. */
  readonly button?: string
  /** True if its button warns. */
  readonly danger?: true
  readonly unit: ReachUnit
  /** What the system's own change process opens: `change request`. */
  readonly changeProcess?: string
  /** What each part of the state is called. */
  readonly labels: Readonly<Record<string, string>>
}

/** The verbs of a change and what it is about, or of its way back: what that does, and not that it undoes something. */
export const verbsOf = ({ command, args, undoes }: Pick<Intent, 'command' | 'args' | 'undoes'>) => {
  const { says } = command
  const verb = undoes ? backOf(command, undoes.before) : says
  return { ...verb, object: objectOf(command, args, verb.object) }
}

const backOf = ({ says: { back, ask, object } }: AnyWrite, before: Json): UndoVerb => {
  if (back !== undefined) return typeof back === 'function' ? back(before) : back
  return { ask: `undo: ${ask}`, done: `undone: ${ask}`, ...(object !== undefined && { object }) }
}

/** The words of a change, or of its way back. */
export const wordingOf = (intent: Intent): Wording => {
  const { command, connection, undoes } = intent
  const { unit, changeProcess } = connection.system
  const { button } = command.says
  const { ask, done, danger } = verbsOf(intent)
  return {
    ask: verbAlone(ask),
    done: verbAlone(done),
    press: capital(verbAlone(ask)),
    ...(button !== undefined && !undoes && { button }),
    ...(danger && { danger }),
    unit: undoes ? { preposition: 'for', ...unit } : unit,
    ...(changeProcess !== undefined && { changeProcess }),
    labels: command.labels,
  }
}

/** The text with a capital letter, to begin a sentence. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** `41 nodes`, `no node`, `an unknown number of nodes`; undefined if nothing can be counted. */
export const reachWords = (reach: Reach, { one, many }: ReachUnit): string | undefined => {
  if (reach === 'none') return undefined
  if (reach === 'unknown') return `an unknown number of ${many}`
  return reach === 0 ? `no ${one}` : `${count(reach)} ${reach === 1 ? one : many}`
}

/** What the button of a change says: `Disable on 41 nodes`. */
export const buttonWords = ({ press, button, unit }: Wording, reach: Reach): string =>
  button ?? press + extent(reach, unit)

const extent = (reach: Reach, unit: ReachUnit): string => {
  const many = reach === 0 ? undefined : reachWords(reach, unit)
  return many === undefined ? '' : ['', unit.preposition ?? [], many].flat().join(' ')
}

/** `a change request`, or `a change` if the system does not say what its process is called. */
export const processWords = ({ changeProcess = 'change' }: Wording): string =>
  `${/^[aeiou]/i.test(changeProcess) ? 'an' : 'a'} ${changeProcess}`
