import { scopesOf } from '../../command/command.ts'
import { UserError } from '../../errors.ts'
import type { FieldValue, Form } from '../../form.ts'
import { figure } from '../../message/figures.ts'
import type { Figure, Unit } from '../../message/message.ts'
import type { Principal } from '../../policy/person.ts'
import { insertForm } from '../../store/forms.ts'
import { endRun, insertRun, type Run } from '../../store/runs.ts'
import { nameText } from '../../watch/condition/when-text.ts'
import type { Context } from '../context.ts'
import { mustBeAllowed } from '../refuse.ts'

/** What a watch may post, by what is typed for it. */
const posts = [
  { value: 'when', name: 'An alert when the condition below holds' },
  { value: 'on change', name: 'The answer when it changes' },
  { value: 'each', name: 'Each answer' },
] as const

const schedules = [
  { value: 'every 1m', name: 'Every minute' },
  { value: 'every 5m', name: 'Every 5 minutes' },
  { value: 'every 15m', name: 'Every 15 minutes' },
  { value: 'every 1h', name: 'Every hour' },
  { value: 'every day at 9:00', name: 'Every day at 9:00' },
  { value: 'every weekday at 9:00', name: 'Every weekday at 9:00' },
] as const

const relations = [
  { value: '>', name: 'is over' },
  { value: '<', name: 'is under' },
] as const

/** A threshold a little beyond what is so now: a tenth, at least 1; of a percentage 1 less. */
export const thresholdFor = (now: number, unit: Unit): number => {
  if (unit === 'percent') return Math.max(0, Math.floor(now) - 1)
  return Math.ceil(now + Math.max(1, Math.abs(now) / 10))
}

/** The form that an answer with these figures opens. */
export const watchForm = (
  facts: Readonly<Record<string, Unit>>,
  figures: Readonly<Record<string, Figure>>,
): Form | undefined => {
  const names = Object.keys(facts).filter((name) => facts[name] !== 'text')
  const [first] = names.filter((name) => typeof figures[name] === 'number')
  const now = first === undefined ? undefined : figures[first]
  const unit = (first !== undefined && facts[first]) || 'count'
  if (names.length === 0) return undefined
  return {
    title: 'Watch this',
    button: 'Watch this',
    submit: 'Watch',
    fields: [
      { name: 'posts', title: 'Post here', kind: { is: 'choice', options: posts }, required: true, initial: 'when' },
      {
        name: 'schedule',
        title: 'How often it is read',
        kind: { is: 'choice', options: schedules },
        required: true,
        initial: 'every 5m',
      },
      {
        name: 'fact',
        title: 'Figure',
        hint: 'Only for an alert.',
        kind: {
          is: 'choice',
          options: names.map((name) => ({ value: name, name: `${name} (now ${figure(figures[name])})` })),
        },
        required: false,
        initial: first ?? names[0] ?? '',
      },
      {
        name: 'relation',
        title: 'Compared',
        kind: { is: 'choice', options: relations },
        required: false,
        initial: unit === 'percent' ? '<' : '>',
      },
      {
        name: 'value',
        title: 'Threshold',
        hint: 'A little beyond what is so now.',
        kind: { is: 'number' },
        required: false,
        ...(typeof now === 'number' && { initial: String(thresholdFor(now, unit)) }),
      },
    ],
  }
}

/** The clauses of a watch as the form was filled in; throws UserError if a part of the condition is missing. */
export const clausesFrom = (values: Readonly<Record<string, FieldValue>>): string => {
  const { posts: what, schedule, fact, relation, value } = values
  if (what === 'each') return `${schedule}`
  if (what === 'on change') return `${schedule} on change`
  if (typeof fact !== 'string' || relation === undefined || value === undefined)
    throw new UserError('An alert needs a figure, a comparison and a threshold. Open the form again.')
  return `${schedule} when ${nameText(fact)} ${relation} ${value}`
}

/** The line that begins a watch of this one: `rudder watch compliance`. */
export const watchLineOf = (line: string): string => line.replace(/^(\S+)\s*/, '$1 watch ')

/** Somebody who presses “Watch this” below the answer of a run, and where. */
export interface WatchPress {
  readonly principal: Principal
  readonly channel: string
  readonly thread?: string | undefined
  readonly run: Run
  /** The figures of the answer. */
  readonly figures: Readonly<Record<string, Figure>>
  readonly connection: string | undefined
}

/** Stores the form of a watch, and gives the run that it is stored with. Throws UserError if there is nothing to watch. */
export const keepWatchForm = async (
  context: Context,
  { principal, channel, thread, run, figures, connection }: WatchPress,
): Promise<string> => {
  const { store, world, commands, replica } = context
  const command = commands.find(({ name }) => name === run.command)
  const form = command?.kind === 'read' && !command.compares ? watchForm(command.facts ?? {}, figures) : undefined
  if (!command || !form) throw new UserError('This answer has no figures to watch.')
  await mustBeAllowed(context, principal, {
    command: command.name,
    scopes: scopesOf(command),
    channel,
    ...(connection !== undefined && { connection }),
  })
  const id = world.ids.id()
  const now = world.clock.now()
  const line = watchLineOf(run.line)
  await store.transaction(async (tx) => {
    await insertRun(tx, { id, principal, line, replica, channel, ...(thread !== undefined && { thread }) }, now)
    await endRun(tx, id, { ending: 'done', command: 'cox watch', next: [] }, now)
    await insertForm(tx, { run: id, owner: principal.id, command: command.name, connection, form }, now)
  })
  return id
}
