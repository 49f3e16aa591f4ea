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
/** Within this somebody else does it, where the replica that took it is gone. */
const againMs = hourMs / 4
/** A start may bring other settings, and whoever started it still looks; one that fails at once is looked at by others. */
const startMs = 60_000

/** Has a checkup made soon, and not before: this process has just started. */
export const checkupSoon = ({ store, world }: Context): Promise<void> => setCheckup(store, world.clock.now() + startMs)

/** Makes the daily checkup where it is due and no other replica was quicker; tells the operators what is new. */
export const checkupIfDue = async (context: Context, operators: string | undefined): Promise<void> => {
  const { store, world } = context
  const now = world.clock.now()
  if (!(await takeCheckup(store, now, now + againMs))) return
  const findings = await check(context)
  log(context, findings)
  await store.transaction((tx) => keep(context, tx, { findings, operators, due: now + everyMs }))
}

/** All checks now, for who asks; the result is kept for all to see, and nobody else is told. */
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

/** All checks, and which server each connection leads to: that is kept for the time when it matters and one is away. */
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
  // What nobody was told stays to be told, to a channel that is set later.
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
