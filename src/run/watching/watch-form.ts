import { scopesOf } from '../../command/command.ts'
import { parseLine } from '../../command/parse.ts'
import { UserError } from '../../errors.ts'
import type { Field, FieldValue, Form, FormOption } from '../../form.ts'
import { figure } from '../../message/figures.ts'
import type { Figure, Unit } from '../../message/message.ts'
import type { Principal } from '../../policy/person.ts'
import { insertForm } from '../../store/forms.ts'
import { endRun, insertRun, type Run } from '../../store/runs.ts'
import { nameText } from '../../watch/condition/when-text.ts'
import type { Context } from '../context.ts'
import { mustBeAllowed } from '../refuse.ts'
import { channelNoise } from './noise.ts'

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

/** What a form offers. */
interface WatchOffer {
  readonly facts: Readonly<Record<string, Unit>>
  readonly figures: Readonly<Record<string, Figure>>
  /** Where it may post, the channel where it was asked first. */
  readonly channels: readonly FormOption[]
  /** Whom its alert may ping. */
  readonly groups: readonly string[]
}

/** The form that an answer with these figures opens; undefined if it has none. */
export const watchForm = ({ facts, figures, channels, groups }: WatchOffer): Form | undefined => {
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
      {
        name: 'posts',
        title: 'What it posts',
        kind: { is: 'choice', options: posts },
        required: true,
        initial: 'when',
      },
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
      ...pingField(groups),
      ...channelField(channels),
    ],
  }
}

/** Whom to ping, if anybody can be. */
const pingField = (groups: readonly string[]): readonly Field[] => {
  const options = groups.map((value) => ({ value, name: `@${value}` }))
  if (options.length === 0) return []
  const more = { hint: 'Only for an alert. Without a choice nobody is pinged.', required: false }
  return [{ name: 'ping', title: 'Ping', kind: { is: 'choice', options }, ...more }]
}

/** Where to post, if there is a choice. */
const channelField = (options: readonly FormOption[]): readonly Field[] => {
  const [here] = options
  if (here === undefined || options.length === 1) return []
  return [{ name: 'channel', title: 'Channel', kind: { is: 'choice', options }, required: true, initial: here.value }]
}

/** The clauses of a watch as the form was filled in; throws UserError if a part of the condition is missing. */
export const clausesFrom = (values: Readonly<Record<string, FieldValue>>): string => {
  const { posts: what, schedule, fact, relation, value, ping } = values
  if (ping !== undefined && what !== 'when')
    throw new UserError('Only an alert pings somebody. Choose an alert, or leave “Ping” empty. Open the form again.')
  if (what === 'each') return `${schedule}`
  if (what === 'on change') return `${schedule} on change`
  if (typeof fact !== 'string' || relation === undefined || value === undefined)
    throw new UserError('An alert needs a figure, a comparison and a threshold. Open the form again.')
  const pings = ping === undefined ? '' : ` ping @${ping}`
  return `${schedule} when ${nameText(fact)} ${relation} ${value}${pings}`
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
  /** Other channels that the person and the bot are in. */
  readonly channels: readonly { readonly id: string; readonly name: string }[]
}

/** The line that begins a watch of an answer, wherever it is typed: with its connection if there are several. */
const lineFor = ({ commands, connections }: Context, line: string, connection: string | undefined): string => {
  const ids = connections.map(({ connection: { id } }) => id)
  const [system = '', name = ''] = connection?.split('/') ?? []
  if (ids.filter((id) => id.startsWith(`${system}/`)).length < 2) return line
  const onOf = (text: string) => parseLine(commands, text, { connections: ids })
  if (onOf(line).on !== undefined) return line
  const pinned = `${line} on ${name}`
  return onOf(pinned).on === connection || onOf(pinned).onIfNoObject ? pinned : line
}

/** Stores the form of a watch, and gives the run that it is stored with. Throws UserError if there is nothing to watch. */
export const keepWatchForm = async (
  context: Context,
  { principal, channel, thread, run, figures, connection, channels }: WatchPress,
): Promise<string> => {
  const { store, world, commands, policy, replica } = context
  const command = commands.find(({ name }) => name === run.command)
  const right = { scopes: command ? scopesOf(command) : [], ...(connection !== undefined && { connection }) }
  const others = channels.filter(
    ({ id }) => id !== channel && policy.decide(principal, { ...right, channel: id }).allowed,
  )
  const places = [{ value: channel, name: 'Here' }, ...others.map(({ id, name }) => ({ value: id, name: `#${name}` }))]
  const groups = new Set(places.flatMap(({ value }) => [...channelNoise(context, value).groups.keys()]))
  const offer = { figures, channels: places, groups: [...groups].sort() }
  const form =
    command?.kind === 'read' && !command.compares ? watchForm({ ...offer, facts: command.facts ?? {} }) : undefined
  if (!command || !form) throw new UserError('This answer has no figures to watch.')
  await mustBeAllowed(context, principal, {
    command: command.name,
    ...right,
    channel,
  })
  const id = world.ids.id()
  const now = world.clock.now()
  const line = watchLineOf(lineFor(context, run.line, connection))
  await store.transaction(async (tx) => {
    await insertRun(tx, { id, principal, line, replica, channel, ...(thread !== undefined && { thread }) }, now)
    await endRun(tx, id, { ending: 'done', command: 'cox watch', next: [] }, now)
    await insertForm(tx, { run: id, owner: principal.id, command: command.name, connection, form }, now)
  })
  return id
}
