import type { AnyWrite, Json, Plan } from '../command/define.ts'
import { UserError } from '../errors.ts'
import { listed } from '../policy/scope-words.ts'
import { knownReach, type Member, mostMembers, type Reach } from '../reach.ts'
import { bind } from '../systems/bind.ts'
import type { Operation } from '../systems/operation.ts'
import { sha256 } from '../systems/request.ts'
import { viewOf } from '../systems/view.ts'
import type { Context } from './context.ts'
import type { Intent, ObservedState, Undone, WriteCommand } from './intent.ts'
import { recognizeSiblings, unknownOpener, withUnknown } from './opener.ts'
import { equal, readState } from './read-state.ts'
import { isNameless, same } from './same.ts'
import { readTags } from './tags.ts'

/** A write as it would be now: what was read, the one call, and who must confirm it. */
export interface Draft {
  readonly call: Readonly<Record<string, unknown>>
  readonly before: Json
  readonly after: Json
  /** What else of the object the plan relies on. */
  readonly preconditions: ObservedState['preconditions']
  readonly reach: Reach
  /** The objects that it affects, if they are few. */
  readonly members: readonly Member[] | undefined
  /** The tags of everything that it affects; null if they are not all known, or if no approval depends on tags. */
  readonly tags: readonly string[] | null
  readonly people: number
  readonly because: string | undefined
  /** The Slack user group that is mentioned if more than one person is needed. */
  readonly ping: string | undefined
  /** What the previous version binds a confirmation to: without what the plan promises. */
  readonly fingerprint: string
  /**
   * What a confirmation is bound to: sha256 of connection URL, command, call, before, after, what the plan relies on in
   * this object and in others, and what it promises, such as validation. Not the reach.
   */
  readonly bound: string
  readonly plan: Plan<unknown, Json>
}

/** The operation that a write command may propose. */
export const operationOf = ({ system, writes }: AnyWrite): Operation => {
  const operation = (system.operations as Readonly<Record<string, Operation>>)[writes]
  if (operation?.kind !== 'write') throw new TypeError(`${writes} is not a write operation of ${system.name}`)
  return operation
}

/** Thrown if there is nothing to write because the state is already as asked. */
export class NothingToDo extends UserError {}

/**
 * Reads and plans, and changes nothing. It plans for `expected` while it reads, and again if the state is another one. Throws
 * UserError if the command cannot be planned, NothingToDo if the state is as asked already, SystemError if the system
 * does not answer.
 */
export const draft = async (intent: Intent, context: Drafting, expected?: Json): Promise<Draft> => {
  const over = new AbortController()
  try {
    return await drafted(intent, context, { expected, signal: over.signal })
  } finally {
    // Reads that are still running are of no use any more: something else failed, or they weren't needed.
    over.abort(new Error('the draft is over'))
  }
}

type Drafting = Pick<Context, 'policy' | 'store' | 'connections' | 'world'>
type Planned = Awaited<ReturnType<WriteCommand['plan']>>
interface How {
  readonly expected: Json | undefined
  readonly signal: AbortSignal
}

const drafted = async (intent: Intent, context: Drafting, how: How): Promise<Draft> => {
  const { policy } = context
  const { command, connection, args, undoes } = intent
  const operation = operationOf(command)
  const back = undoes && command.undo?.({ args, before: undoes.before })
  if (undoes && !back) throw new UserError('This cannot be undone from here.')
  const tagsOf = readTags({ policy }, { connection, operation }, how.signal)
  const recognized = command.accepts ? recognizeSiblings(context, connection) : undefined
  // A plan may depend on the server's version.
  await connection.ready()
  const { seen, plan } = await lookAndPlan(intent, context, { ...how, back })
  const before = command.state.parse(plan.before ?? seen.state)
  if (!same(before, seen.state))
    throw new TypeError(`${command.name} plans for another state than the one it looked at`)
  const after = command.state.parse(undoes ? undoes.before : plan.after)
  if (command.readBack !== false && same(before, after)) throw new NothingToDo('It is so already.')
  const call = back ?? plan.call
  mustSendOnly(command, call)
  // A call that is impossible must fail now, before a proposal is stored.
  connection.request(operation, call)
  const { unit, changeProcess } = connection.system
  if (plan.validation && changeProcess === undefined)
    throw new TypeError(`${command.system.name} declares no changeProcess in which a change could be validated`)
  const { otherPreconditions = {}, promises = null, validation = false, tagged = 'unknown' } = plan
  const { preconditions } = seen
  const tags = await tagsOf(tagged)
  const reach = knownReach(plan.reach)
  const members = plan.members !== undefined && plan.members.length <= mostMembers ? plan.members : undefined
  const needed = policy.people({ scope: operation.scope, connection: connection.id, reach, unit, tags })
  const opener = await unknownOpener(context, connection, plan.accepts, recognized)
  const { people, because, fields } = opener === undefined ? { ...needed, fields: [] } : withUnknown(opener, needed)
  const change = { url: connection.url, command: command.name, call, before, after }
  const relied = { ...preconditions, ...otherPreconditions }
  // Don't rename these keys: proposals that earlier versions stored are compared with these digests.
  const fingerprint = sha256({ ...change, rests: Object.keys(relied).length === 0 ? null : relied })
  const bound = sha256({ ...change, holds: preconditions, rests: otherPreconditions, promises, validation })
  const shown = { ...plan, fields: [...(plan.fields ?? []), ...fields] }
  return {
    call,
    before,
    after,
    preconditions,
    reach,
    members,
    people,
    because,
    fingerprint,
    bound,
    ping: needed.ping,
    tags: tags.unknown === undefined ? tags.known : null,
    plan: shown,
  }
}

/**
 * The state, and the plan for it. If the expected state contains no names, which a plan may have written into it, planning
 * starts before the state is read.
 */
const lookAndPlan = async (
  intent: Intent,
  { store, world }: Drafting,
  { expected, signal, back }: How & { readonly back: Readonly<Record<string, unknown>> | undefined },
): Promise<{ readonly seen: ObservedState; readonly plan: Planned }> => {
  const { command, connection, args, reason, undoes } = intent
  const planFor = (state: Json, until = signal) => {
    const api = bind(connection, command.scopes, until)
    const around = { mac: store.mac, now: world.clock.now(), ...viewOf(connection, command.scopes) }
    return command.plan({ args, state, reason, api, back, ...around })
  }
  const other = new AbortController()
  const early =
    expected !== undefined && isNameless(expected)
      ? planFor(expected, AbortSignal.any([signal, other.signal]))
      : undefined
  early?.catch(() => {})
  const seen = await readState(intent, store, signal)
  if (undoes) mustBeAsLeft(command, undoes, seen)
  if (early && expected !== undefined && equal(expected, seen.state)) return { seen, plan: await early }
  other.abort(new Error('the state is another one'))
  return { seen, plan: await planFor(seen.state) }
}

/** Throws TypeError if a call has a field that its command does not declare. */
const mustSendOnly = ({ name, sends = [] }: WriteCommand, { body = {} }: Draft['call']): void => {
  const others = Object.keys(body as object).filter((field) => !sends.includes(field))
  if (others.length > 0) throw new TypeError(`${name} would send ${others.join(', ')}, which it does not declare`)
}

/** Throws UserError if an object is not as a change left it, or if what that change relied on is different now. */
const mustBeAsLeft = (
  { preconditions: declared = {} }: WriteCommand,
  { after, preconditions }: Undone,
  now: ObservedState,
): void => {
  if (!same(now.state, after))
    throw new UserError('It was changed again since, so there is nothing to undo. Look at it and decide anew.')
  if (preconditions === null)
    throw new UserError(
      'An older version made this change and didn’t store what it relied on, so it can’t be compared and can’t be undone from here. Check it in the system, then ask for the change that you want.',
    )
  const differs = Object.entries(declared)
    .filter(([part, { undo }]) => undo && !equal(preconditions[part] ?? null, now.preconditions[part] ?? null))
    .map(([, { label }]) => label)
  if (differs.length > 0)
    throw new UserError(
      `Can’t be undone: its ${listed(differs, 'and')} changed since. Check it, then ask for the change that you want.`,
    )
}
