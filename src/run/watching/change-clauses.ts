import { FormWanted, UserError } from '../../errors.ts'
import type { Message } from '../../message/message.ts'
import { moment } from '../../message/time.ts'
import type { Principal } from '../../policy/person.ts'
import { getWatch, startOver } from '../../store/watches.ts'
import { type Read, readWatchClauses } from '../../watch/line/read-clauses.ts'
import type { WatchClauses } from '../../watch/line/watch-line.ts'
import { clausesOf } from '../../watch/line/watch-text.ts'
import { nextRun } from '../../watch/schedule/next-run.ts'
import type { Schedule } from '../../watch/schedule/schedule.ts'
import type { Context } from '../context.ts'
import { personName } from '../person-name.ts'
import { meant, sayThere, type WatchChange } from './change.ts'
import { closeWatch } from './close-watch.ts'
import { settingOf } from './declared-watches.ts'
import { untilOurs } from './overtaken.ts'
import { readFirst } from './read-first.ts'
import { mayPing, refuseIdlePing } from './watch-asked.ts'
import { placeOf, scheduleOf, type Watched } from './watched.ts'

/** The value of the form with all clauses. */
const fieldName = 'clauses-as-a-whole'

/** The clauses that are typed for a watch; throws UserError for anything else. */
const clausesTyped = (typed: string): WatchClauses => {
  const read: Read = { clauses: {}, count: 0 }
  try {
    readWatchClauses(typed, read)
  } catch (error) {
    if (!(error instanceof UserError) || read.count > 0) throw error
    throw new UserError(`${error.message} Type what is to change, such as “every 15m” or “when failing > 20”.`)
  }
  if (read.on === undefined) return read.clauses
  throw new UserError('What a watch reads can’t be changed. Begin another watch.')
}

/** What is typed replaces what was there. A ping ends if there are no alerts any more. */
const merged = ({ ping, ...before }: WatchClauses, typed: WatchClauses): WatchClauses => {
  const all = { ...before, ...typed }
  const alerts = all.posts !== undefined && all.posts !== 'changes'
  return { ...all, ...(ping && alerts && !typed.ping && { ping }) }
}

const asks = ({ row, clauses }: Watched): FormWanted =>
  new FormWanted(`Watch ${row.id} now: ${clausesOf(clauses)}. Type it anew, or change it in the form.`, {
    title: `Change watch ${row.id}`,
    button: 'Change…',
    submit: 'Change',
    fields: [
      {
        name: fieldName,
        title: 'When it reads, and what is worth a message',
        hint: 'As it is typed: “every 15m when failing > 20 for 30m until < 5”.',
        kind: { is: 'text', most: 500 },
        required: true,
        initial: clausesOf(clauses),
        apart: true,
      },
    ],
  })

/**
 * Changes when a watch reads and what is worth a message; it starts over, so an open alert is no longer checked. What is not
 * typed stays; the form has all of it. Throws UserError, and FormWanted if nothing is typed.
 */
export const changeClausesByHand = async (
  context: Context,
  change: WatchChange,
  typed: string | undefined,
): Promise<Message> => {
  const { watched, principal } = await meant(context, change)
  const { row, owner } = watched
  if (row.declared !== null)
    throw new UserError(`The settings declare watch ${row.id} (${settingOf(row)}), so it is changed there.`)
  if (row.shown_to !== null && row.person !== principal.id)
    throw new UserError(
      `It reads with the access of ${personName(owner.name)} alone, so only that person can change it.`,
    )
  const whole = change.place.values?.[fieldName]
  if (whole === undefined && typed === undefined) throw asks(watched)
  const asked = clausesTyped(whole ?? typed ?? '')
  const wanted = whole === undefined ? merged(watched.clauses, asked) : asked
  const clauses = { ...wanted, schedule: scheduleOf(wanted) }
  refuseIdlePing(clauses)
  mayPing(context, row.channel, clauses)
  const now = await readFirst(context, { ...watched, clauses, schedule: clauses.schedule }, 'The watch is as it was')
  const text = clausesOf(now.clauses)
  if (text === row.clauses) return { tone: 'answer', title: `Watch ${row.id} is so already: ${text}` }
  const due = await begunAnew(context, watched, { by: principal, text, schedule: clauses.schedule })
  const message: Message = {
    tone: 'applied',
    title: `Applied: watch ${row.id} is changed, ${placeOf(watched)}: ${text}`,
    lead: [...now.says, due === null ? 'It is paused.' : `Next reading at ${moment(due)}.`].join(' '),
    notes: [`Before: ${row.clauses}.`],
    next: [`cox watch test ${row.id}`, `cox watch change ${row.id} ${row.clauses}`],
  }
  await sayThere(context, watched, change.place, message)
  return message
}

/** Stores the clauses, and gives when it reads next; null if it is paused. */
const begunAnew = async (
  context: Context,
  watched: Watched,
  { by, text, schedule }: { readonly by: Principal; readonly text: string; readonly schedule: Schedule },
): Promise<number | null> => {
  const { store, policy, world } = context
  const { row } = watched
  return untilOurs(async () => {
    const current = await getWatch(store.db, row.id)
    if (!current) throw new UserError(`Watch ${row.id} was removed.`)
    const due = current.paused === null ? nextRun(schedule, row.zone, world.clock.now()) : null
    await store.transaction(async (tx) => {
      const who = { principal: by.id, human: policy.human(by), channel: row.channel }
      const about = { watch: row.id, does: 'change', connection: row.connection, line: row.line, clauses: text }
      await store.audit.append(tx, 'watch', { ...who, ...about })
      await closeWatch(context, tx, { watched, current, why: `${personName(by.name)} changed the watch: ${text}.` })
      if (!(await startOver(tx, row, { clauses: text, due_at: due })))
        throw new UserError(`Somebody else has just changed watch ${row.id}. Look at it with “/cox watches” first.`, [
          'cox watches',
        ])
    })
    return due
  })
}
