import type { Message } from '../message/message.ts'
import type { Table } from '../message/table.ts'
import { count, duration, NONE } from '../message/time.ts'
import type { Trouble } from '../store/trouble.ts'
import { listOf, tallied } from './doctor/findings-message.ts'
import type { Status, Stored } from './status.ts'

/** A message that waits longer than this is late, in milliseconds. */
const lateMs = 5 * 60_000
/** A replica that started less than this ago may not have asked Slack yet, or not said so, in milliseconds. */
const startingMs = 15_000

const minute = (ms: number): string => duration(Math.max(60_000, Math.round(ms / 60_000) * 60_000))
const ago = (at: number, now: number): string => (now - at < 60_000 ? 'just now' : `${minute(now - at)} ago`)
const many = (n: number, one: string, more: string): string => `${count(n)} ${n === 1 ? one : more}`

/** The bot's state as a message: its title says whether somebody has to act. */
export const statusMessage = (status: Status): Message => {
  const { at, stored, connections } = status
  const troubles = troublesOf(status)
  const wrong = stored?.checkup?.findings.filter(({ level }) => level === 'wrong') ?? []
  return {
    tone: 'answer',
    ...opening(troubles, wrong.length),
    fields: [
      ...own(status),
      ...(stored ? storedFields(stored, at) : [{ label: 'Database', value: 'does not answer' }]),
    ],
    lists: listOf('Wrong by the last checkup', wrong),
    table: connectionTable(status),
    notes: [
      connections.length === 0
        ? 'No connection is set up.'
        : 'Connections are as this replica saw them when it last called them; they were not asked for this.',
    ],
    next: ['cox doctor'],
    provenance: { readAt: at, source: `Coxswain ${status.program.version}` },
  }
}

/** The title, as it is read on a locked phone: the problem itself if there is one, else how many there are. */
const opening = (troubles: readonly string[], wrong: number): Pick<Message, 'title' | 'lead'> => {
  const all = [...troubles, ...(wrong > 0 ? [`The last checkup found ${many(wrong, 'thing', 'things')} wrong.`] : [])]
  const [first, ...rest] = all
  if (first === undefined) return { title: 'All is well' }
  return rest.length === 0
    ? { title: first.replace(/\.$/, '') }
    : { title: `${count(all.length)} things need a look`, lead: all.join(' ') }
}

const refusals: Readonly<Record<Trouble, string>> = {
  away: 'The database does not answer writes: nothing can be asked or confirmed until it does.',
  full: 'The disk of the database is full: nothing can be asked or confirmed until there is room.',
  'read-only': 'The database is read-only: nothing can be asked or confirmed until it takes writes.',
}

/** The problems that somebody has to act on, most urgent first. */
const troublesOf = ({ at, stored, connections, replica, trouble }: Status): readonly string[] => {
  if (!stored) return ['The database does not answer: nothing can be asked or confirmed until it does.']
  const deaf = stored.replicas.filter(
    ({ slack_since, started_at, id }) => slack_since === null && id !== replica && at - started_at > startingMs,
  )
  const late = stored.oldest === undefined ? 0 : at - stored.oldest
  return [
    ...(trouble === undefined ? [] : [refusals[trouble]]),
    ...connections
      .filter(({ isResting }) => isResting)
      .map(({ id }) => `${id} did not answer several times in a row, and is left alone for some seconds at a time.`),
    ...(late > lateMs ? [`A message has waited for Slack for ${minute(late)}.`] : []),
    ...(stored.proposals.unknown > 0
      ? [`${many(stored.proposals.unknown, 'change has', 'changes have')} an unknown outcome; I go on looking.`]
      : []),
    ...deaf.map(({ id }) => `The replica ${id.slice(-6)} cannot hear Slack.`),
    ...stored.locked.map((id) => `${id} is locked: nothing is written there until it is unlocked.`),
  ]
}

type Fields = NonNullable<Message['fields']>

const own = ({ program, at, stored, replica }: Status): Fields => {
  const mine = stored?.replicas.find(({ id }) => id === replica)
  const others = (stored?.replicas ?? []).filter(({ id }) => id !== replica)
  const versions = [...new Set(others.map(({ version }) => version))].filter((one) => one !== program.version)
  const mixed = versions.length > 0 ? `, also on ${versions.join(', ')}` : ''
  return [
    { label: 'Version', value: `${program.version}, Node ${program.node}` },
    { label: 'Up for', value: minute(at - program.startedAt) },
    ...(mine ? [{ label: 'Replicas', value: `${count(others.length + 1)}${mixed}` }] : []),
    ...(mine?.slack_since ? [{ label: 'Slack', value: `heard for ${minute(at - mine.slack_since)}` }] : []),
  ]
}

const storedFields = (stored: Stored, at: number): Fields => {
  const { outbox, oldest, proposals, audit, checkup } = stored
  const waiting = outbox.post + outbox.edit + outbox.tell
  const age = oldest === undefined || at - oldest < 60_000 ? '' : `, the oldest for ${minute(at - oldest)}`
  const under = proposals.claimed + proposals.sending
  const open = [
    ...(proposals.pending > 0 ? [`${count(proposals.pending)} to be confirmed`] : []),
    ...(under > 0 ? [`${count(under)} being sent`] : []),
    ...(proposals.unknown > 0 ? [`${count(proposals.unknown)} unknown`] : []),
  ]
  return [
    { label: 'Database', value: stored.answerMs < 1 ? 'answers at once' : `answered in ${duration(stored.answerMs)}` },
    { label: 'Messages to Slack', value: waiting === 0 ? 'none waits' : `${many(waiting, 'waits', 'wait')}${age}` },
    { label: 'Proposals', value: open.length === 0 ? 'none is open' : open.join(', ') },
    {
      label: 'Record',
      value: audit.at === undefined ? 'empty' : `${many(audit.rows, 'act', 'acts')}, last ${ago(audit.at, at)}`,
    },
    { label: 'Last checkup', value: checkup ? `${ago(checkup.at, at)}: ${tallied(checkup.findings)}` : 'none yet' },
  ]
}

const connectionTable = ({ connections, stored, at }: Status): Table => ({
  columns: [
    { label: 'Connection' },
    { label: 'System' },
    { label: 'State' },
    { label: 'Last answer' },
    { label: 'Changes' },
  ],
  rows: connections.map(({ id, source, isResting, seen: { answeredAt } }) => [
    id,
    source,
    isResting ? 'does not answer' : answeredAt === undefined ? 'not called yet' : 'answers',
    answeredAt === undefined ? NONE : ago(answeredAt, at),
    stored === undefined ? NONE : stored.locked.includes(id) ? 'locked' : 'allowed',
  ]),
  total: connections.length,
})
