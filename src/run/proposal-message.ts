import type { Json } from '../command/define.ts'
import type { Action, Message, Outcome } from '../message/message.ts'
import { clockTime, count, duration } from '../message/time.ts'
import { askedBy, type Principal } from '../policy/person.ts'
import { listed } from '../policy/scope-words.ts'
import type { Reach } from '../reach.ts'
import { reachIn } from '../store/impact.ts'
import type { Proposal } from '../store/proposals.ts'
import type { Vote } from '../store/votes.ts'
import { followDays } from './follow-times.ts'
import { outcomeOf, type Result, resultOf } from './result.ts'
import { shortId } from './short-id.ts'
import { diffOf, type Shown, shownIn } from './shown.ts'
import { behind } from './voters.ts'
import { buttonWords, capital, processWords, reachWords, type Wording } from './wording.ts'

/** How long an applied write can be undone, in milliseconds. */
export const undoMs = 24 * 60 * 60_000

const minuteMs = 60_000

const titles: Readonly<Record<Outcome, (what: Shown, on: string, result: Result) => string>> = {
  applied: ({ did }, on) => `${capital(did)} on ${on}`,
  'awaiting validation': ({ asks, wording }, on, { pending }) =>
    `Awaiting validation: ${pending ?? processWords(wording)} to ${asks} on ${on}`,
  failed: ({ asks }, on, { pending }) =>
    `${pending === undefined ? 'Not applied:' : `Declined: ${pending} to`} ${asks} on ${on}`,
  unknown: ({ asks }, on) => `Outcome unknown: ${asks} on ${on}`,
  stale: ({ asks }, on) => `Not written: ${asks} on ${on}`,
  refused: ({ asks }, on) => `Refused: ${asks} on ${on}`,
  cancelled: ({ asks }, on) => `Cancelled: ${asks} on ${on}`,
  expired: ({ asks }, on) => `Expired: ${asks} on ${on}`,
}

/** How many people must confirm, who of them has, and who may. */
export const whoConfirms = (row: Proposal, votes: readonly Vote[], { because, groups = [] }: Shown): string => {
  const from = listed(groups, 'or')
  if (row.people < 2) return `Needs 1 confirmation${from && ` from ${from}`}.`
  const humans = behind(
    row,
    votes.map(({ human }) => human),
  )
  const rest = Math.max(1, row.people - humans.size)
  const why = because ? ` (${because})` : ''
  const approved = humans.size === 0 ? '' : ` Approved: ${[...humans].join(', ')}.`
  return `Needs ${row.people} approvals${why}.${approved} Waiting for ${rest}${approved && ' more'}${from && ` from ${from}`}.`
}

// They were only planned to be affected; if nothing was written, nothing was done to them.
const reachFields = ({ impact }: Proposal, outcome: Outcome, { wording: { unit } }: Shown) => {
  const reach = reachIn(impact)
  const isDone = outcome === 'applied' || outcome === 'unknown' || outcome === 'awaiting validation'
  return isDone && typeof reach === 'number' && reach > 0 ? [{ label: capital(unit.many), value: count(reach) }] : []
}

const touched = (reach: Reach, { unit }: Wording): string => {
  const many = reachWords(reach, unit)
  return many === undefined ? '' : reach === 0 ? `${capital(many)} is touched. ` : `${capital(many)}. `
}

/** The notes of an outcome, after its sentence. */
const outcomeNotes = (row: Proposal, outcome: Outcome, shown: Shown, { unread }: Result): Pick<Message, 'notes'> => {
  if (outcome === 'applied') return { notes: shown.lasting ?? [] }
  if (outcome !== 'awaiting validation' || row.follow_at === null) return {}
  const notes = [
    ...(unread === undefined ? [] : [`I couldn't check it the last time: ${unread}`]),
    // A message at a terminal can't be updated.
    ...(row.channel === null
      ? []
      : [`I'll keep checking for ${followDays} days whether it was deployed or declined, and update this message.`]),
  ]
  return notes.length > 0 ? { notes } : {}
}

/** The button that proposes the way back; its accessible label says what that does. */
export const undoAction = ({ id, connection }: Proposal, { back }: Shown): Action => ({
  does: 'undo',
  proposal: id,
  label: 'Undo',
  ...(back !== undefined && { spoken: `Undo: ${back.replaceAll(/[“”]/g, '')} on ${connection}` }),
})

/** Whether its way back can be proposed at a moment. */
export const isUndoable = (row: Proposal, shown: Shown, now: number): boolean =>
  outcomeOf(row) === 'applied' &&
  shown.undo !== false &&
  row.undoes === null &&
  row.decided_at !== null &&
  now < row.decided_at + undoMs

/** The buttons of an outcome. */
const outcomeActions = (row: Proposal, outcome: Outcome, shown: Shown, now: number): Pick<Message, 'actions'> => {
  if (outcome === 'expired') return { actions: [{ does: 'again', proposal: row.id, label: 'Ask again' }] }
  return isUndoable(row, shown, now) ? { actions: [undoAction(row, shown)] } : {}
}

/** The message of a proposal in its present state; the only place where it is worded. `locked` says what stops it. */
export const proposalMessage = (row: Proposal, votes: readonly Vote[], now: number, locked?: string): Message => {
  const shown = shownIn(row)
  const { asks, wording } = shown
  const on = row.connection
  const outcome = outcomeOf(row)
  const common = {
    asked: {
      ...askedBy(JSON.parse(row.requester) as Principal, row.line),
      ...(row.undoes !== null && { undoes: true }),
    },
    connection: on,
    diff: diffOf(JSON.parse(row.before) as Json, JSON.parse(row.after) as Json, wording.labels),
  }
  const reason = row.reason === null ? [] : [{ label: 'Reason', value: row.reason }]
  if (outcome) {
    const result = resultOf(row)
    const link = outcome === 'applied' && shown.home !== undefined ? shown.home : shown.link
    return {
      ...common,
      tone: outcome,
      title: titles[outcome](shown, on, result),
      lead: result.sentence,
      fields: [
        ...reachFields(row, outcome, shown),
        ...reason,
        ...(result.by ? [{ label: row.people > 1 ? 'Approved by' : 'Confirmed by', value: result.by.join(', ') }] : []),
      ],
      ...(result.differs && { lists: [{ title: 'What is different now', items: result.differs }] }),
      ...(result.output && { output: result.output }),
      ...outcomeNotes(row, outcome, shown, result),
      ...outcomeActions(row, outcome, shown, now),
      ...(link !== null && { provenance: { readAt: row.decided_at ?? now, source: shown.source, link } }),
      record: [`proposal ${shortId(row.id)}`, ...(result.audit ? [`audit #${result.audit}`] : [])].join(' · '),
    }
  }
  if (row.stage !== 'pending') {
    return {
      ...common,
      tone: 'waiting',
      title: `Being sent: ${asks} on ${on}`,
      lead: 'Confirmed; the answer is not there yet.',
      record: `proposal ${shortId(row.id)}`,
    }
  }
  const reach = reachIn(row.impact)
  const many = reachWords(reach, wording.unit)
  const ask = capital(wording.ask)
  const place = `${on}${many === undefined ? '' : `, ${many}`}`
  const spoken = `${capital(asks).replaceAll(/[“”]/g, '')} on ${place}`
  const orOpens = `or open ${wording.changeProcess ?? 'change'}`
  // Asks once more only if a mistake would be serious: if the policy itself treats it as more than usual.
  const why = [
    shown.because === null ? null : `Needs ${row.people} approvals (${shown.because}).`,
    shown.final ? 'It cannot be undone.' : null,
  ].filter((each) => each !== null)
  const dialog = {
    title: `${capital(asks)}?`,
    text: `On ${place}. ${why.join(' ')}`,
  }
  const care = { spoken, ...(why.length > 0 && { dialog }) }
  // What is locked can't be confirmed: the buttons come back once it is unlocked.
  const confirming: readonly Action[] = [
    {
      does: 'confirm',
      proposal: row.id,
      label: shown.validation ? `${ask} ${orOpens}` : buttonWords(wording, reach),
      ...(wording.danger && { danger: true as const }),
      ...care,
      // It isn't known in advance which of the two it will do: only some changes need validation.
      ...(shown.validation && { spoken: `${spoken}, ${orOpens}` }),
    },
    // A change that awaits validation is not applied yet, so there is nothing to remind anybody of.
    ...(shown.remind === undefined || shown.validation
      ? []
      : [
          {
            does: 'remind' as const,
            proposal: row.id,
            label: `${ask}, remind in ${shown.remind} h`,
            ...care,
            spoken: `${spoken}, remind in ${shown.remind} h`,
          },
        ]),
  ]
  return {
    ...common,
    tone: 'waiting',
    title: `${capital(asks)} on ${on}?`,
    lead: `${touched(reach, wording)}Nothing is changed yet; open until ${clockTime(row.expires_at, 'UTC')} (${duration(Math.ceil((row.expires_at - now) / minuteMs) * minuteMs)}).`,
    fields: [
      ...(locked === undefined
        ? []
        : [{ label: 'Locked', value: `${locked}. Nothing can be confirmed until it is unlocked.` }]),
      ...(shown.fields ?? []),
      ...reason,
    ],
    lists: [...(shown.lists ?? []), { title: 'What will happen', items: shown.notes }],
    notes: [
      whoConfirms(row, votes, shown),
      'If it changes before you confirm, nothing is written and you see the new difference.',
    ],
    ...(shown.verbatim && { verbatim: shown.verbatim }),
    ...(shown.see && { see: shown.see }),
    actions: [...(locked === undefined ? confirming : []), { does: 'cancel', proposal: row.id, label: 'Cancel' }],
    expires: row.expires_at,
    provenance: { readAt: shown.readAt, source: shown.source, ...(shown.link !== null && { link: shown.link }) },
    record: `proposal ${shortId(row.id)}`,
  }
}
