import type { AnyWrite, Json } from '../command/define.ts'
import { objectOf, phrase } from '../command/object.ts'
import type { Change, Message } from '../message/message.ts'
import type { ProposalTable } from '../store/schema.ts'
import type { Draft, Intent } from './draft.ts'
import { type FormerWords, formerWords, wordingOfFormer } from './former.ts'
import { isList, isNamed } from './named.ts'
import { verbsOf, type Wording, wordingOf } from './wording.ts'

/** What a proposal showed, kept with it so that every later version of the message can be worded. */
export interface Shown {
  /** The object's name, for the version before. */
  readonly subject: string
  /** What it is about, with kinds and in quotes: `rule “SSH hardening”`. */
  readonly object: string
  /** What was asked, and what was done: `disable rule “SSH hardening”`. */
  readonly asks: string
  readonly did: string
  /** What undoing it does: `enable rule “SSH hardening” again`; absent if it cannot be undone. */
  readonly back?: string
  readonly wording: Wording
  /** The same for the version before. */
  readonly says: FormerWords
  readonly fields: Message['fields']
  readonly lists: Message['lists']
  readonly notes: readonly string[]
  /** Other proposals about the same object, as they were when this one was asked. */
  readonly see?: Message['see']
  readonly validation: boolean
  /** False where there is no way back from here. */
  readonly undo?: false
  /** It cannot be brought back: asked once more. */
  readonly final?: true
  /** Hours after which one can be reminded of it; absent where that is not offered. */
  readonly remind?: number
  readonly because: string | null
  readonly asker: string
  /** The groups whose members may confirm it. */
  readonly groups: readonly string[]
  readonly readAt: number
  readonly source: string
  readonly link: string | null
}

/** That the system may hold a change back is the first note of such a plan, and as true of the way back. */
const heldBack = ({ validation, notes = [] }: Draft['plan']) => (validation ? notes.slice(0, 1) : [])

/** What is shown of a draft. */
export const shownOf = (
  intent: Intent,
  { plan, because, before }: Draft,
  { asker, groups }: Pick<Shown, 'asker' | 'groups'>,
  now: number,
): Shown => {
  const wording = wordingOf(intent)
  const { object, ask, done } = verbsOf(intent)
  const said = { object, asks: phrase(ask, object), did: phrase(done, object) }
  return {
    ...shownAs(intent, plan, now),
    ...said,
    ...backOf(intent, before),
    wording,
    says: formerWords(wording),
    because: because ?? null,
    asker,
    groups,
  }
}

const backOf = (intent: Intent, before: Json): Pick<Shown, 'back'> => {
  if (intent.undoes || !intent.command.undo) return {}
  const { ask, object } = verbsOf({ ...intent, undoes: { before, after: null, holds: null } })
  return { back: phrase(ask, object) }
}

const shownAs = ({ command, connection, args, undoes }: Intent, plan: Draft['plan'], now: number) => ({
  subject: subjectOf(command, args),
  // What a plan says of the way there is not true of the way back.
  fields: undoes ? [] : (plan.fields ?? []),
  lists: undoes ? [] : (plan.lists ?? []),
  notes: undoes ? [...heldBack(plan), 'Only what was changed is set back.'] : (plan.notes ?? []),
  validation: plan.validation ?? false,
  ...(command.final && { final: true as const }),
  ...(!command.undo && { undo: false as const }),
  ...(command.remind !== undefined && !undoes && { remind: command.remind }),
  readAt: now,
  source: connection.source,
  link: plan.accepts?.page ?? connection.web ?? null,
})

/** As the version before shows it between quotes of its own. */
const subjectOf = (command: AnyWrite, args: Intent['args']): string => {
  const object = objectOf(command, args)
  const end = object.lastIndexOf('”')
  return end < 0 ? object : object.slice(object.indexOf('“') + 1, end)
}

/** What a stored proposal showed, by this version or the one before. */
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
    .map((key) => ({ field: labels[key] ?? key, before: words(a[key]), after: words(b[key]) }))
}

/** What a proposal shows that the one before it did not: its fields, and what will happen. */
export const differences = (before: Pick<ProposalTable, 'shown'>, now: Pick<ProposalTable, 'shown'>) => {
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

/** A value in words; lists by the names of what is in them. */
export const words = (value: Json | undefined): string => {
  if (value === undefined || value === null) return 'none'
  if (isList(value)) return value.map((one) => (isNamed(one) ? one.name : words(one))).join(', ') || 'none'
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return typeof value === 'string' ? value : JSON.stringify(value)
}
