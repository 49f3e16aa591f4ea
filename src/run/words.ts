import type { Impact, Json } from '../command/define.ts'
import type { Message, Outcome } from '../message/message.ts'
import { clockTime, count, duration } from '../message/time.ts'
import { askedBy, type Principal } from '../policy/person.ts'
import { listed } from '../policy/words.ts'
import type { Proposal } from '../store/proposals.ts'
import type { Vote } from '../store/votes.ts'
import { outcomeOf, type Result, resultOf } from './result.ts'
import { diffOf, type Shown } from './shown.ts'
import { behind } from './voters.ts'

/** How long an applied write can be undone, in milliseconds. */
export const undoMs = 24 * 60 * 60_000

const minuteMs = 60_000

/** The first characters of an id, as shown and as typed. */
export const shortId = (id: string): string => id.slice(0, 8)

const upper = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
const lower = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)

const reach = ({ nodes }: Impact) =>
  nodes === null
    ? 'an unknown number of nodes'
    : nodes === 0
      ? 'no node'
      : `${count(nodes)} ${nodes === 1 ? 'node' : 'nodes'}`

const titles: Readonly<Record<Outcome, (what: Shown, on: string, result: Result) => string>> = {
  applied: ({ subject, says }, on, { proof }) =>
    proof === 'seen'
      ? `“${subject}” on ${on} is now as asked: ${lower(says.done)}`
      : `${says.done} “${subject}” on ${on}`,
  'awaiting validation': ({ subject, says }, on, { pending }) =>
    `Awaiting validation: ${pending ?? 'a change request'} to ${lower(says.ask)} “${subject}” on ${on}`,
  failed: ({ subject, says }, on) => `Not applied: ${lower(says.ask)} “${subject}” on ${on}`,
  unknown: ({ subject, says }, on) => `Outcome unknown: ${lower(says.ask)} “${subject}” on ${on}`,
  stale: ({ subject, says }, on) => `Not written: ${lower(says.ask)} “${subject}” on ${on}`,
  refused: ({ subject, says }, on) => `Refused: ${lower(says.ask)} “${subject}” on ${on}`,
  cancelled: ({ subject, says }, on) => `Cancelled: ${lower(says.ask)} “${subject}” on ${on}`,
  expired: ({ subject, says }, on) => `Expired: ${lower(says.ask)} “${subject}” on ${on}`,
}

const whoConfirms = (row: Proposal, votes: readonly Vote[], because: string | null): string => {
  const { groups = [] } = JSON.parse(row.shown) as Partial<Shown>
  const anybody = groups.length === 0 ? '' : `anybody in ${listed(groups, 'or')}`
  if (row.people < 2) return `One confirmation is enough${anybody && `: ${anybody}`}.`
  const humans = behind(
    row,
    votes.map(({ human }) => human),
  )
  const rest = Math.max(1, row.people - humans.size)
  const why = because ? ` (${because})` : ''
  const so = humans.size === 0 ? '' : `${[...humans].join(', ')}; `
  return `${row.people} people must stand behind it${why}: ${so}${rest} more must confirm${anybody && `, ${anybody}`}.`
}

// What was planned for them; where nothing was written, nothing was done to them.
const impactOf = ({ impact }: Proposal, outcome: Outcome) => {
  const { nodes } = JSON.parse(impact) as Impact
  const isDone = outcome === 'applied' || outcome === 'unknown' || outcome === 'awaiting validation'
  return isDone && nodes !== null ? [{ label: 'Nodes', value: count(nodes) }] : []
}

/** The message of a proposal in its present state; the only place that words one. */
export const proposalMessage = (row: Proposal, votes: readonly Vote[], now: number, lockedBy?: string): Message => {
  const shown = JSON.parse(row.shown) as Shown
  const on = row.connection
  const outcome = outcomeOf(row)
  const common = {
    asked: {
      ...askedBy(JSON.parse(row.requester) as Principal, row.line),
      ...(row.undoes !== null && { undoes: true }),
    },
    connection: on,
    diff: diffOf(JSON.parse(row.before) as Json, JSON.parse(row.after) as Json),
  }
  const reason = row.reason === null ? [] : [{ label: 'Reason', value: row.reason }]
  if (outcome) {
    const result = resultOf(row)
    const undoable =
      outcome === 'applied' &&
      shown.undo !== false &&
      row.undoes === null &&
      row.decided_at !== null &&
      now < row.decided_at + undoMs
    return {
      ...common,
      tone: outcome,
      title: titles[outcome](shown, on, result),
      lead: result.sentence,
      fields: [
        ...impactOf(row, outcome),
        ...reason,
        ...(result.by ? [{ label: 'Confirmed by', value: result.by.join(', ') }] : []),
      ],
      ...(result.differs && { lists: [{ title: 'What is different now', items: result.differs }] }),
      ...(result.output && { output: result.output }),
      ...(outcome === 'applied' && { notes: shown.notes }),
      ...(undoable && { actions: [{ does: 'undo' as const, proposal: row.id, label: 'Undo' }] }),
      ...(shown.link !== null && {
        provenance: { readAt: row.decided_at ?? now, source: shown.source, link: shown.link },
      }),
      record: [`proposal ${shortId(row.id)}`, ...(result.audit ? [`audit #${result.audit}`] : [])].join(' · '),
    }
  }
  if (row.stage !== 'pending') {
    return {
      ...common,
      tone: 'waiting',
      title: `Being sent: ${lower(shown.says.ask)} “${shown.subject}” on ${on}`,
      lead: 'Confirmed; the answer is not there yet.',
      record: `proposal ${shortId(row.id)}`,
    }
  }
  const impact = JSON.parse(row.impact) as Impact
  const spoken = `${shown.says.ask} ${shown.subject.replaceAll(/[“”]/g, '')} on ${on}, ${reach(impact)}`
  // Asked once more only where a slip hurts: what the policy itself treats as more than usual.
  const why = [shown.because, shown.final ? 'it cannot be brought back' : null].filter((each) => each !== null)
  const press = shown.says.button ?? shown.says.ask.split(':')[0] ?? ''
  const where = shown.says.button || impact.nodes === 0 ? '' : ` on ${reach(impact)}`
  const dialog = {
    title: `${shown.says.button ?? shown.says.ask}${where}?`,
    text: `“${shown.subject}” on ${on}. Asked once more because ${why.join(', and ')}.`,
  }
  const care = { spoken, ...(why.length > 0 && { dialog }) }
  return {
    ...common,
    tone: 'waiting',
    title: `${shown.says.ask} “${shown.subject}” on ${on}?`,
    lead: `${impact.nodes === 0 ? 'No node is touched' : upper(reach(impact))}. Nothing is changed yet; open until ${clockTime(row.expires_at, 'UTC')} (${duration(Math.ceil((row.expires_at - now) / minuteMs) * minuteMs)}).`,
    fields: [...(shown.fields ?? []), ...reason],
    lists: [...(shown.lists ?? []), { title: 'What will happen', items: shown.notes }],
    notes: [
      ...(lockedBy
        ? [`Writes on ${on} are locked by ${lockedBy}: it cannot be confirmed before they are unlocked.`]
        : []),
      whoConfirms(row, votes, shown.because),
      'If it changes before you confirm, nothing is written and you see the new difference.',
    ],
    actions: [
      { does: 'confirm', proposal: row.id, label: shown.validation ? 'Open change request' : press + where, ...care },
      // What awaits validation is not applied yet, so nothing is there to be reminded of.
      ...(shown.remind === undefined || shown.validation
        ? []
        : [
            {
              does: 'remind' as const,
              proposal: row.id,
              label: `${shown.says.ask}, remind in ${shown.remind} h`,
              ...care,
            },
          ]),
      { does: 'cancel', proposal: row.id, label: 'Cancel' },
    ],
    expires: row.expires_at,
    provenance: { readAt: shown.readAt, source: shown.source, ...(shown.link !== null && { link: shown.link }) },
    record: `proposal ${shortId(row.id)}`,
  }
}
