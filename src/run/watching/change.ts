import { scopesOf } from '../../command/command.ts'
import { UserError } from '../../errors.ts'
import { literal } from '../../message/literal.ts'
import type { Message } from '../../message/message.ts'
import { moment } from '../../message/time.ts'
import type { Principal } from '../../policy/person.ts'
import { say } from '../../store/posts.ts'
import { getWatch, removeWatch, resumeWatch } from '../../store/watches.ts'
import { truthOf } from '../../watch/condition/truth.ts'
import { clausesOf } from '../../watch/line/watch-text.ts'
import { nextRun } from '../../watch/schedule/next-run.ts'
import { asOfNow } from '../as-of-now.ts'
import type { Context } from '../context.ts'
import { personName } from '../person-name.ts'
import { mustBeAllowed } from '../refuse.ts'
import { closeWatch } from './close-watch.ts'
import { settingOf, unresolved } from './declared-watches.ts'
import { figuresOf } from './figures.ts'
import { whenOf } from './happen.ts'
import { untilOurs } from './overtaken.ts'
import { pause } from './pause.ts'
import type { WatchPlace } from './place.ts'
import { isDirect, readWatch } from './read-watch.ts'
import { placeOf, type Watched, watchedOf } from './watched.ts'
import { raisedWords } from './wording.ts'

/** Who changes which watch, and where that was typed. */
export interface WatchChange {
  readonly principal: Principal
  readonly place: WatchPlace
  /** As it was typed: `12`, `#12`. */
  readonly id: string
}

/**
 * The watch that somebody means, who may change it: it is theirs, or it is of the channel where they ask and they may run its
 * command there. Throws UserError and RefusedError.
 */
export const meant = async (
  context: Context,
  { principal: known, place, id: typed }: WatchChange,
): Promise<{ readonly watched: Watched; readonly principal: Principal }> => {
  const id = typed.trim().replace(/^#/, '')
  const row = /^\d{1,9}$/.test(id) ? await getWatch(context.store.db, String(Number(id))) : undefined
  if (!row || (row.channel !== place.channel && row.person !== known.id))
    throw new UserError(`There is no watch ${literal(id, 20)} in this channel. “/cox watches” lists them.`, [
      'cox watches',
    ])
  const command = context.commands.find(({ name }) => name === row.command)
  const principal = await asOfNow(context, known, { name: row.command, scopes: command ? scopesOf(command) : [] })
  if (command && row.person !== principal.id)
    await mustBeAllowed(context, principal, {
      command: command.name,
      scopes: scopesOf(command),
      connection: row.connection,
      channel: row.channel,
    })
  return { watched: watchedOf(row), principal }
}

/** Says in the channel of a watch what was done to it elsewhere. */
export const sayThere = async (
  context: Context,
  { row }: Watched,
  place: WatchPlace,
  message: Message,
): Promise<void> => {
  if (row.channel === place.channel) return
  const { store, world } = context
  await store.transaction((tx) => say(tx, { id: world.ids.id(), channel: row.channel, message }, world.clock.now()))
}

/** Pauses a watch because somebody wants that. */
export const pauseByHand = async (context: Context, change: WatchChange): Promise<Message> => {
  const { watched, principal } = await meant(context, change)
  const { row } = watched
  const why = `Paused by ${personName(principal.name)}.`
  if (!(await pause(context, watched, { why, by: principal.id, isPosted: true })))
    return { tone: 'answer', title: `Watch ${row.id} is paused already.`, next: [`cox watch resume ${row.id}`] }
  const message: Message = {
    tone: 'applied',
    title: `Applied: watch ${row.id} is paused, ${placeOf(watched)}`,
    lead: `${why} Nothing is checked until somebody resumes it.`,
    next: [`cox watch resume ${row.id}`],
  }
  await sayThere(context, watched, change.place, message)
  return message
}

/** Throws UserError if a watch would pause again at once. */
const mustBeReadable = async (context: Context, watched: Watched, owner: Principal): Promise<void> => {
  const { row } = watched
  if (row.args === unresolved) return
  const read = await readWatch(context, { ...row, owner }, whenOf(watched) ? 'figures' : 'message')
  const elsewhere = row.declared === null ? '' : ` Its owner is in the settings: ${settingOf(row)}.`
  if (read.how === 'stopped') throw new UserError(`It can't be resumed: ${read.why}${elsewhere}`)
  if (read.how === 'unsure') throw new UserError("I couldn't check whose rights it has just now. Try again.")
}

/** Resumes a watch; if it is another's, whoever resumes it becomes its owner. */
export const resumeByHand = async (context: Context, change: WatchChange): Promise<Message> => {
  const { watched, principal } = await meant(context, change)
  const { row, schedule, owner } = watched
  if (row.paused === null) return { tone: 'answer', title: `Watch ${row.id} isn't paused.` }
  // The settings say whose a watch is that they declare.
  const reader = row.declared === null ? principal : owner
  const isTakenOver = row.person !== reader.id
  if (isTakenOver && row.shown_to !== null)
    throw new UserError(
      `It reads with the access of ${personName(owner.name)} alone, so nobody else can take it over. Begin one of your own.`,
    )
  await mustBeReadable(context, watched, reader)
  const { store, world, policy } = context
  const due = nextRun(schedule, row.zone, world.clock.now())
  const resumed = await store.transaction(async (tx) => {
    const about = { watch: row.id, does: isTakenOver ? 'take over' : 'resume', connection: row.connection }
    const who = { principal: principal.id, human: policy.human(principal), channel: row.channel }
    await store.audit.append(tx, 'watch', { ...who, ...about })
    return resumeWatch(tx, row.id, due, { principal: JSON.stringify(reader), person: reader.id })
  })
  if (!resumed) return { tone: 'answer', title: `Watch ${row.id} isn't paused.` }
  const taken = `It belonged to ${personName(owner.name)}; now it belongs to ${personName(principal.name)}, and it reads with the rights of that person. `
  const message: Message = {
    tone: 'applied',
    title: `Applied: watch ${row.id} is resumed, ${placeOf(watched)}`,
    lead: `${isTakenOver ? taken : ''}Next reading at ${moment(due)}.`,
  }
  await sayThere(context, watched, change.place, message)
  return message
}

/** Removes a watch; its alert is no longer checked. */
export const removeByHand = async (context: Context, change: WatchChange): Promise<Message> => {
  const { watched, principal } = await meant(context, change)
  const { row, clauses } = watched
  if (row.declared !== null)
    throw new UserError(
      `The settings declare watch ${row.id} (${settingOf(row)}), so it is removed there. “/cox watch pause ${row.id}” pauses it.`,
      [`cox watch pause ${row.id}`],
    )
  const { store, policy } = context
  const why = `${personName(principal.name)} removed the watch.`
  await untilOurs(async () => {
    const current = await getWatch(store.db, row.id)
    if (!current) return
    await store.transaction(async (tx) => {
      const who = { principal: principal.id, human: policy.human(principal), channel: row.channel }
      const about = { watch: row.id, does: 'remove', connection: row.connection, line: row.line }
      await store.audit.append(tx, 'watch', { ...who, ...about })
      await closeWatch(context, tx, { watched, current, why })
      await removeWatch(tx, row.id)
    })
  })
  const message: Message = {
    tone: 'applied',
    title: `Applied: watch ${row.id} is removed, ${placeOf(watched)}`,
    lead: `It was: ${clausesOf(clauses)}.`,
    next: [`${row.line.split(' ')[0]} watch ${row.line.split(' ').slice(1).join(' ')} ${clausesOf(clauses)}`],
  }
  await sayThere(context, watched, change.place, message)
  return message
}

/** Reads once for a watch and says what that would mean; nothing is stored, and nobody else sees it. */
export const testByHand = async (context: Context, change: WatchChange): Promise<Message> => {
  const { watched } = await meant(context, change)
  const { row, owner, clauses } = watched
  if (row.args === unresolved)
    return {
      tone: 'answer',
      title: `Watch ${row.id} was not read yet; its first reading is due.`,
      next: ['cox watches'],
    }
  const when = whenOf(watched)
  const read = await readWatch(context, { ...row, owner }, when ? 'figures' : 'message')
  const about = {
    tone: 'answer',
    notes: [`Watch ${row.id}: ${clausesOf(clauses)}. Nothing was posted or stored.`],
  } as const
  if (read.how === 'unsure') throw new UserError("I couldn't check who its owner is just now. Try again.")
  if (read.how === 'stopped') return { ...about, title: `Watch ${row.id} would pause: ${read.why}` }
  if (read.how === 'failed')
    return { ...about, title: `Watch ${row.id} can't read ${row.connection} now: ${read.because}` }
  if (!when) {
    const said = read.seen.privacy === undefined || isDirect(row.channel) ? `: ${read.answer.title}` : '.'
    return { ...about, title: `Watch ${row.id} can be read${said}` }
  }
  const figureOf = figuresOf(read.answer, read.table)
  const isTrue = truthOf(when.raise, figureOf)
  const words = raisedWords(when.raise, figureOf, read.offer)
  const verdict =
    isTrue === undefined ? 'a figure is missing' : isTrue ? 'its condition holds now' : "its condition doesn't hold now"
  return { ...about, title: `Watch ${row.id}: ${verdict}, ${words}` }
}
