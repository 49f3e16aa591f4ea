import { scopesOf } from '../../command/command.ts'
import { UserError } from '../../errors.ts'
import type { Principal } from '../../policy/person.ts'
import { alertById } from '../../store/alerts.ts'
import { changeMemory, getWatch } from '../../store/watches.ts'
import { asOfNow } from '../as-of-now.ts'
import type { Context } from '../context.ts'
import { mustBeAllowed } from '../refuse.ts'
import { happen } from './happen.ts'
import { Overtaken, untilOurs } from './overtaken.ts'
import { morningOf, snoozeMs } from './snooze.ts'
import { memoryOf, memoryText, watchedOf } from './watched.ts'

/** What somebody does about an alert. */
export type AlertPress = 'on-it' | 'snooze' | 'snooze-to-morning'

/**
 * Stores that somebody is on an alert or snoozes it, who may run the watched command there now; it is in the audit log. Throws
 * UserError if the alert is over.
 */
export const pressAlert = async (
  context: Context,
  {
    does,
    alert: id,
    principal: known,
  }: { readonly does: AlertPress; readonly alert: string; readonly principal: Principal },
): Promise<void> => {
  const { store, world, policy, commands } = context
  const stored = await alertById(store.db, id)
  const row = stored && (await getWatch(store.db, stored.watch))
  const command = row && commands.find(({ name }) => name === row.command)
  if (!stored || stored.ended_at !== null || !row || !command) throw new UserError('This alert is over.')
  const scopes = scopesOf(command)
  const principal = await asOfNow(context, known, { name: command.name, scopes })
  const { connection, channel } = row
  await mustBeAllowed(context, principal, { command: command.name, scopes, connection, channel })
  const watched = watchedOf(row)
  await untilOurs(async () => {
    const now = world.clock.now()
    const current = await getWatch(store.db, row.id)
    const memory = current && memoryOf(current)
    if (!current || memory?.alert?.id !== id) throw new UserError('This alert is over.')
    const event =
      does === 'on-it'
        ? ({ kind: 'on it', by: principal.name } as const)
        : ({ kind: 'snooze', until: does === 'snooze' ? now + snoozeMs : morningOf(row, now) } as const)
    await store.transaction(async (tx) => {
      const who = { principal: principal.id, human: policy.human(principal) }
      await store.audit.append(tx, 'watch', { ...who, does, watch: row.id, alert: id, connection, channel })
      const after = await happen(context, tx, { watched, memory }, { event, by: principal.name }, now)
      if (!(await changeMemory(tx, row.id, current.alert, memoryText(after)))) throw new Overtaken()
    })
  })
}

/** The line of what the menu of an alert does to its watch; undefined if the watch is gone. */
export const lineOnWatch = async (
  { store }: Pick<Context, 'store'>,
  does: 'watch-test' | 'watch-change',
  alert: string,
): Promise<string | undefined> => {
  const stored = await alertById(store.db, alert)
  return stored && `cox watch ${does === 'watch-test' ? 'test' : 'change'} ${stored.watch}`
}

const ofWatch = /^watch:(\d{1,9})$/

/** What the buttons of a message about a paused watch carry. */
export const nextForWatch = (id: string): string => `watch:${id}`

/** The lines that a message about a watch offers to run next, by what its buttons carry: an alert that is open, or a watch. */
export const linesFor = async (
  { store }: Pick<Context, 'store'>,
  carried: string,
): Promise<readonly string[] | undefined> => {
  const [, watch] = ofWatch.exec(carried) ?? []
  if (watch !== undefined) return [`cox watch resume ${watch}`]
  const stored = await alertById(store.db, carried)
  const row = stored && stored.ended_at === null ? await getWatch(store.db, stored.watch) : undefined
  return row && memoryOf(row).last?.answer?.next
}
