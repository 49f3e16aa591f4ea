import type { Json } from '../command/define.ts'
import type { Proposal } from '../store/proposals.ts'
import { appliedSince } from '../store/undecided.ts'
import { bind } from '../systems/bind.ts'
import { appliedBy } from './applied-by.ts'
import type { Context } from './context.ts'
import type { Draft } from './draft.ts'
import type { Intent } from './intent.ts'
import { equal } from './read-state.ts'
import { sameObject } from './same-object.ts'
import { serverOf } from './servers.ts'
import { diffOf, shownIn, valueInWords } from './shown.ts'
import { capital } from './wording.ts'

type Words = string | readonly string[]

/**
 * How an object was edited since a proposal was requested, a line each, and which edits came from chat. SystemError if
 * the names of the ids cannot be read.
 */
export const editsOf = async (
  context: Context,
  row: Proposal,
  intent: Intent,
  now: Draft,
): Promise<readonly string[]> => {
  const before = JSON.parse(row.before) as Json
  const ofState = diffOf(before, now.before, shownIn(row).wording.labels).map(
    ({ field, before, after }): Edit => ({ field, line: line(field, before, after) }),
  )
  const others = await otherEdits(row, intent, now)
  const edits = [...ofState.filter(({ field }) => !others.some((other) => other.field === field)), ...others]
  return [...edits.map(({ line }) => line), ...(await fromChat(context, row, intent))]
}

interface Edit {
  /** What was edited: `Directives`. */
  readonly field: string
  readonly line: string
}

/** Edits of the preconditions; none for a proposal of a version that did not store them. */
const otherEdits = async (
  { holds }: Proposal,
  { command, connection }: Intent,
  now: Draft,
): Promise<readonly Edit[]> => {
  const then = holds === null ? undefined : (JSON.parse(holds) as Draft['preconditions'])
  const api = bind(connection, command.scopes)
  const edits: Edit[] = []
  for (const [part, declared] of Object.entries(command.preconditions ?? {})) {
    const [from, to] = [then?.[part], now.preconditions[part]]
    if (from === undefined || to === undefined || equal(from, to)) continue
    const field = capital(declared.label)
    if (declared.hidden) edits.push({ field, line: `${field}: changed, not shown` })
    else {
      const said = async (value: Json): Promise<Words> => declared.words?.(value, api) ?? plain(value)
      edits.push({ field, line: line(field, await said(from), await said(to)) })
    }
  }
  return edits
}

/** Without words of its own, an object is only reported as changed. */
const plain = (value: Json): Words =>
  Array.isArray(value)
    ? value.map(valueInWords)
    : typeof value === 'object' && value !== null
      ? ''
      : valueInWords(value)

const line = (field: string, before: Words, after: Words): string => {
  if (typeof before === 'string' || typeof after === 'string')
    return before === after ? `${field}: changed` : `${field}: ${before} → ${after}`
  const [removed, added] = [before.filter((one) => !after.includes(one)), after.filter((one) => !before.includes(one))]
  const parts = [added.length > 0 && `added ${added.join(', ')}`, removed.length > 0 && `removed ${removed.join(', ')}`]
  return `${field}: ${parts.filter(Boolean).join('; ') || 'in a different order'}`
}

const fromChat = async (context: Context, row: Proposal, { connection }: Intent) => {
  const { store } = context
  const server = await serverOf(context, store.db, { id: row.connection, url: row.connection_url })
  const others = (await appliedSince(store.db, server, row.created_at)).filter(
    (other) => (other.decided_at ?? 0) > row.created_at && sameObject(connection.system, row, other),
  )
  return Promise.all(
    others.map(async (other) => {
      const { did } = shownIn(other)
      const { names, which } = await appliedBy(store, other)
      return `From chat, by ${names}: ${did} (${which})`
    }),
  )
}
