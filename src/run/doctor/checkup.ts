import type { Transaction } from 'kysely'
import { endCheckup, lastCheckup, setCheckup, takeCheckup } from '../../store/checkups.ts'
import { say } from '../../store/posts.ts'
import type { Schema } from '../../store/schema.ts'
import type { Context } from '../context.ts'
import { recognize } from '../servers.ts'
import { runChecks } from './examine.ts'
import { type Finding, levelCounts } from './finding.ts'
import { newsMessage } from './findings-message.ts'
import { newsOf, type ReportedFindings } from './news.ts'

const hourMs = 60 * 60_000
/** From one checkup to the next. */
const everyMs = 24 * hourMs
/** After this, another replica does it if the one that took it is gone. */
const againMs = hourMs / 4
/** After a start, when settings may have changed and the person who started the bot is still there; not if the start fails. */
const startMs = 60_000

/** Schedules a checkup for soon, because this process has just started. */
export const checkupSoon = ({ store, world }: Context): Promise<void> => setCheckup(store, world.clock.now() + startMs)

/** Runs the daily checkup if it is due and no other replica was quicker; posts what is new for the operators. */
export const checkupIfDue = async (context: Context, operators: string | undefined): Promise<void> => {
  const { store, world } = context
  const now = world.clock.now()
  if (!(await takeCheckup(store, now, now + againMs))) return
  const findings = await check(context)
  log(context, findings)
  await store.transaction((tx) => keep(context, tx, { findings, operators, due: now + everyMs }))
}

/** All checks now, for the person who asks; the result is stored for everybody, and nobody else is notified. */
export const checkupNow = async (context: Context): Promise<readonly Finding[]> => {
  const findings = await check(context)
  await context.store.transaction((tx) => keep(context, tx, { findings, operators: undefined, due: undefined }))
  return findings
}

/** The last checkup of any replica, undefined before the first. */
export const lastFindings = async ({ store: { db } }: Pick<Context, 'store'>) => {
  const { at, findings } = await lastCheckup(db)
  return at === null ? undefined : { at, findings: JSON.parse(findings) as readonly Finding[] }
}

/** All checks, and which server each connection leads to: that is stored for when it matters and a server is down. */
const check = async (context: Context): Promise<readonly Finding[]> => {
  const connections = context.connections.map(({ connection }) => connection)
  const [findings] = await Promise.all([runChecks(context.checks, context.world), recognize(context, connections)])
  return findings
}

interface Made {
  readonly findings: readonly Finding[]
  readonly operators: string | undefined
  readonly due: number | undefined
}

const keep = async (context: Context, tx: Transaction<Schema>, { findings, operators, due }: Made): Promise<void> => {
  const now = context.world.clock.now()
  const last = await lastCheckup(tx)
  const news = newsOf(findings, JSON.parse(last.told) as ReportedFindings, now)
  // If there is no channel yet, the findings are posted once one is set.
  const told = operators === undefined ? last.told : JSON.stringify(news.told)
  await endCheckup(tx, { at: now, due_at: due ?? last.due_at, findings: JSON.stringify(findings), told })
  if (operators === undefined || news.worse.length + news.mended.length === 0) return
  await say(tx, { id: `checkup:${now}`, channel: operators, message: newsMessage(news, now) }, now)
}

const log = ({ world }: Context, findings: readonly Finding[]): void => {
  const { wrong, warning, ok } = levelCounts(findings)
  world.log.info('checkup', { wrong, warning, ok })
  for (const { id, level, says, todo } of findings)
    if (level !== 'ok') world.log.warn('finding', { id, is: level, says, todo })
}
