import type { Sample } from '../world.ts'
import type { Context } from './context.ts'
import { levelCounts } from './doctor/finding.ts'
import { readStatus, type Status, type Stored } from './status.ts'

/** How long the gauges are reused, in milliseconds, so that the database isn't queried for every request. */
const freshMs = 5_000

/** Reads the gauges of the bot; a caller that asks while they are read, or soon after, gets the same ones. Never throws. */
export const createGauges = (context: Context): (() => Promise<readonly Sample[]>) => {
  const { clock } = context.world
  let last: { readonly at: number; readonly status: Promise<Status> } | undefined
  return async () => {
    const now = clock.now()
    if (last === undefined || now - last.at >= freshMs) last = { at: now, status: readStatus(context) }
    return samplesOf(await last.status, clock.now())
  }
}

const seconds = (from: number, to: number): number => Math.max(0, to - from) / 1000

/** The gauges of a status; what isn't known is left out. */
export const samplesOf = (
  { program: { version, node }, engine, stored, trouble, connections }: Status,
  now: number,
): readonly Sample[] => [
  { figure: 'build', labels: { version, node, engine }, value: 1 },
  { figure: 'databaseUp', labels: {}, value: stored ? 1 : 0 },
  { figure: 'databaseWritable', labels: {}, value: stored && trouble === undefined ? 1 : 0 },
  ...connections.flatMap(({ id: connection, isResting, seen: { answeredAt } }): Sample[] => [
    { figure: 'breakerOpen', labels: { connection }, value: isResting ? 1 : 0 },
    ...(answeredAt === undefined
      ? []
      : [{ figure: 'connectionAnswered' as const, labels: { connection }, value: seconds(answeredAt, now) }]),
  ]),
  ...(stored
    ? [
        ...storedSamples(stored, now),
        ...connections.map(({ id: connection }) => ({
          figure: 'locked' as const,
          labels: { connection },
          value: stored.locked.includes(connection) ? 1 : 0,
        })),
      ]
    : []),
]

const storedSamples = (stored: Stored, now: number): readonly Sample[] => {
  const { outbox, proposals, oldest, watches, audit, checkup, backupAt } = stored
  return [
    { figure: 'databaseAnswer', labels: {}, value: stored.answerMs / 1000 },
    { figure: 'replicas', labels: {}, value: stored.replicas.length },
    ...(['post', 'edit', 'tell'] as const).map(
      (action): Sample => ({ figure: 'outboxWaiting', labels: { action }, value: outbox[action] }),
    ),
    { figure: 'outboxOldest', labels: {}, value: oldest === undefined ? 0 : seconds(oldest, now) },
    ...(watches
      ? [
          { figure: 'watchLastSuccess' as const, labels: {}, value: seconds(watches.answeredAt, now) },
          { figure: 'watchNext' as const, labels: {}, value: (watches.nextAt - now) / 1000 },
        ]
      : []),
    ...(['pending', 'claimed', 'sending', 'unknown'] as const).map(
      (stage): Sample => ({ figure: 'proposals', labels: { stage }, value: proposals[stage] }),
    ),
    { figure: 'auditRows', labels: {}, value: audit.rows },
    ...(audit.at === undefined ? [] : [{ figure: 'auditAge' as const, labels: {}, value: seconds(audit.at, now) }]),
    ...(backupAt === undefined ? [] : [{ figure: 'backupAge' as const, labels: {}, value: seconds(backupAt, now) }]),
    ...(checkup ? checkupSamples(checkup, now) : []),
  ]
}

const checkupSamples = ({ at, findings }: NonNullable<Stored['checkup']>, now: number): readonly Sample[] => {
  const tallied = levelCounts(findings)
  return [
    { figure: 'checkupAge', labels: {}, value: seconds(at, now) },
    ...(['ok', 'warning', 'wrong'] as const).map(
      (level): Sample => ({ figure: 'findings', labels: { level }, value: tallied[level] }),
    ),
    ...findings.flatMap(({ token, until }): Sample[] => {
      if (token === undefined || until === undefined) return []
      const labels = { connection: token.connection, token: token.name }
      return [{ figure: 'tokenLeft', labels, value: (until - now) / 1000 }]
    }),
  ]
}
