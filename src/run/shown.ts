import type { AnyWrite, Json } from '../command/define.ts'
import { objectOf, phrase } from '../command/object.ts'
import type { Note } from '../command/plan.ts'
import type { Change, Message } from '../message/message.ts'
import type { ProposalTable } from '../store/schema.ts'
import { pageAt } from '../systems/page.ts'
import type { Draft } from './draft.ts'
import { type FormerWords, formerWords, wordingOfFormer } from './former.ts'
import type { Intent } from './intent.ts'
import { isList, isNamed } from './named.ts'
import { verbsOf, type Wording, wordingOf } from './wording.ts'

/** What can become of a change that is pending in a system. */
export type ChangeDecision = 'deployed' | 'declined'

/** What a proposal showed, stored with it so that every later version of the message can be worded. */
export interface Shown {
  /** The object's name, for the previous version. */
  readonly subject: string
  /** What it is about, with kinds and in quotes: `rule “SSH hardening”`. */
  readonly object: string
  /** What was asked, and what was done: `disable rule “SSH hardening”`. */
  readonly asks: string
  readonly did: string
  /** What undoing it does: `enable rule “SSH hardening” again`; absent if it cannot be undone. */
  readonly back?: string
  readonly wording: Wording
  /** The same for the previous version. */
  readonly says: FormerWords
  readonly fields: Message['fields']
  readonly lists: Message['lists']
  /** What is shown to the letter while it waits. */
  readonly verbatim?: NonNullable<Message['verbatim']>
  readonly notes: readonly string[]
  /** The notes that stay true once it is applied; none in what the previous version stored. */
  readonly lasting?: readonly string[]
  /** Other proposals about the same object, as they were when this one was requested. */
  readonly see?: Message['see']
  readonly validation: boolean
  /** The change pending in the system that it decides on, and how. */
  readonly decides?: { readonly pending: string; readonly as: ChangeDecision }
  /** False if there is no way back from here. */
  readonly undo?: false
  /** True if it cannot be undone, so the button asks once more. */
  readonly final?: true
  /** After how many hours a reminder is offered; absent if none is. */
  readonly remind?: number
  readonly because: string | null
  /** The Slack user group that is mentioned if approvals are needed. */
  readonly ping?: string
  /** Of the bot that it was requested with; absent if that was before versions were stored. */
  readonly version?: string
  readonly asker: string
  /** The groups whose members may confirm it. */
  readonly groups: readonly string[]
  readonly readAt: number
  readonly source: string
  readonly link: string | null
  /** Where to go once the object of that link is gone. */
  readonly home?: string | null
}

/** That the system may hold back a change is the first note of such a plan, and is also true of the way back. */
const heldBack = ({ validation, notes = [] }: Draft['plan']) => (validation ? notes.slice(0, 1).map(textOf) : [])

const textOf = (note: Note): string => (typeof note === 'string' ? note : note.lasts)

/** What is shown of a draft. */
export const shownOf = (
  intent: Intent,
  { plan, because, before, ping }: Draft,
  { asker, groups, version }: Pick<Shown, 'asker' | 'groups' | 'version'>,
  now: number,
): Shown => {
  const wording = wordingOf(intent)
  const { object, ask, done } = verbsOf(intent)
  const said = { object, asks: phrase(ask, object), did: phrase(done, object) }
  const needs = { because: because ?? null, ...(ping !== undefined && { ping }) }
  return {
    ...shownAs(intent, plan, now),
    ...said,
    ...backOf(intent, before),
    wording,
    says: formerWords(wording),
    ...needs,
    asker,
    groups,
    ...(version !== undefined && { version }),
  }
}

const backOf = (intent: Intent, before: Json): Pick<Shown, 'back'> => {
  if (intent.undoes || !intent.command.undo) return {}
  const { ask, object } = verbsOf({ ...intent, undoes: { before, after: null, preconditions: null } })
  return { back: phrase(ask, object) }
}

const shownAs = ({ command, connection, args, undoes }: Intent, plan: Draft['plan'], now: number) => ({
  subject: subjectOf(command, args),
  // What a plan says about the change is not true of its way back.
  fields: undoes ? [] : (plan.fields ?? []),
  lists: undoes ? [] : (plan.lists ?? []),
  ...(plan.verbatim && !undoes && { verbatim: linesOf(plan.verbatim) }),
  notes: undoes ? [...heldBack(plan), 'Only what was changed is set back.'] : (plan.notes ?? []).map(textOf),
  lasting: undoes ? [] : (plan.notes ?? []).flatMap((note) => (typeof note === 'string' ? [] : [note.lasts])),
  validation: plan.validation ?? false,
  ...decidesIn(plan),
  ...(command.final && { final: true as const }),
  ...(isDeletion(command) && { home: connection.web ?? null }),
  ...(!command.undo && { undo: false as const }),
  ...(command.remind !== undefined && !undoes && { remind: command.remind }),
  readAt: now,
  source: connection.source,
  link: pageAt(connection, { args, page: plan.page }) ?? null,
})

const linesOf = ({ title, text }: NonNullable<Draft['plan']['verbatim']>) => ({ title, lines: text.split('\n') })

const decidesIn = ({ accepts, declines }: Draft['plan']): Pick<Shown, 'decides'> => {
  if (accepts) return { decides: { pending: accepts.pending, as: 'deployed' } }
  return declines === undefined ? {} : { decides: { pending: declines, as: 'declined' } }
}

const isDeletion = ({ system, writes }: AnyWrite): boolean =>
  system.operations[writes]?.endpoint.startsWith('DELETE ') === true

/** As the previous version shows it, within quotes of its own. */
const subjectOf = (command: AnyWrite, args: Intent['args']): string => {
  const object = objectOf(command, args)
  const end = object.lastIndexOf('”')
  return end < 0 ? object : object.slice(object.indexOf('“') + 1, end)
}

/** What a stored proposal showed, stored by this version or the previous one. */
export const shownIn = (row: Pick<ProposalTable, 'shown' | 'before' | 'after'>): Shown => {
  const stored = JSON.parse(row.shown) as Omit<Shown, 'wording' | 'asks'> & Partial<Pick<Shown, 'wording' | 'asks'>>
  const wording = stored.wording ?? wordingOfFormer(stored.says, row)
  if (stored.asks !== undefined) return { ...stored, wording, asks: stored.asks }
  const object = `“${stored.subject}”`
  return { ...stored, wording, object, asks: `${wording.ask} ${object}`, did: `${wording.done} ${object}` }
}

/** Before and after in words, only what differs. */
export const diffOf = (before: Json, after: Json, labels: Wording['labels']): readonly Change[] => {
  const [a, b] = [flat(before), flat(after)]
  return [...new Set([...Object.keys(a), ...Object.keys(b)])]
    .filter((key) => JSON.stringify(a[key]) !== JSON.stringify(b[key]))
    .map((key) => ({ field: labels[key] ?? key, before: valueInWords(a[key]), after: valueInWords(b[key]) }))
}

/** What a proposal shows that the one before it did not: its fields, and what will happen. */
export const shownDifferences = (before: Pick<ProposalTable, 'shown'>, now: Pick<ProposalTable, 'shown'>) => {
  const [old, anew] = [JSON.parse(before.shown) as Shown, JSON.parse(now.shown) as Shown]
  const fields = (anew.fields ?? []).flatMap(({ label, value }) => {
    const was = old.fields?.find((field) => field.label === label)?.value
    return was === undefined || was === value ? [] : [`${label}: ${was} → ${value}`]
  })
  return [...fields, ...anew.notes.filter((note) => !old.notes.includes(note))]
}

const flat = (state: Json): Readonly<Record<string, Json | undefined>> =>
  typeof state === 'object' && state !== null && !Array.isArray(state)
    ? (state as Readonly<Record<string, Json | undefined>>)
    : { value: state }

/** A value in words; lists by the names of their elements. */
export const valueInWords = (value: Json | undefined): string => {
  if (value === undefined || value === null) return 'none'
  if (isList(value)) return value.map((one) => (isNamed(one) ? one.name : valueInWords(one))).join(', ') || 'none'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return typeof value === 'string' ? value : JSON.stringify(value)
}
