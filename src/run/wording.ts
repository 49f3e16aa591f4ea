import { count } from '../message/time.ts'
import type { Reach, ReachUnit } from '../reach.ts'
import type { Intent } from './draft.ts'

/** How a proposal is worded, in the words of its command and its system. */
export interface Wording {
  /** As they stand within a sentence: `disable`, `disabled`. */
  readonly ask: string
  readonly done: string
  /** What its button begins with: `Disable`. */
  readonly press: string
  /** All that its button says, if the command wants it so. */
  readonly button?: string
  /** Its button warns. */
  readonly danger?: true
  readonly unit: ReachUnit
  /** What the system's own change process opens: `change request`. */
  readonly changeProcess?: string
  /** What each part of the state is called. */
  readonly labels: Readonly<Record<string, string>>
}

/** The words of a change, or of its way back. */
export const wordingOf = ({ command, connection, undoes }: Intent): Wording => {
  const { says, labels } = command
  const { unit, changeProcess } = connection.system
  const { ask, done, button, danger } = says
  const shared = { unit, ...(changeProcess !== undefined && { changeProcess }), labels }
  return undoes
    ? { ask: `undo: ${ask}`, done: `undone: ${ask}`, press: 'Undo', ...shared, unit: { preposition: 'for', ...unit } }
    : { ask, done, press: capital(ask), ...(button !== undefined && { button }), ...(danger && { danger }), ...shared }
}

/** The text as a sentence begins. */
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

/** The same as a question that is asked once more: `Disable on 41 nodes?` */
export const questionWords = ({ ask, button, unit }: Wording, reach: Reach): string =>
  `${button ?? capital(ask) + extent(reach, unit)}?`

const extent = (reach: Reach, unit: ReachUnit): string => {
  const many = reach === 0 ? undefined : reachWords(reach, unit)
  return many === undefined ? '' : ['', unit.preposition ?? [], many].flat().join(' ')
}

/** `a change request`, or `a change` if the system does not say what its process is called. */
export const processWords = ({ changeProcess = 'change' }: Wording): string =>
  `${/^[aeiou]/i.test(changeProcess) ? 'an' : 'a'} ${changeProcess}`
