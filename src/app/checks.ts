import type { Config } from '../config.ts'
import type { Reachable } from '../run/context.ts'
import { connectionCheck } from '../run/doctor/connection.ts'
import { databaseCheck, diskCheck } from '../run/doctor/database.ts'
import type { Check } from '../run/doctor/finding.ts'
import { keysCheck } from '../run/doctor/keys.ts'
import { peopleCheck } from '../run/doctor/people.ts'
import { serversCheck } from '../run/doctor/servers.ts'
import { settingsCheck } from '../run/doctor/settings.ts'
import { watchesCheck } from '../run/doctor/watches.ts'
import type { Store } from '../store/db.ts'
import type { Operation } from '../systems/operation.ts'
import type { Connection } from '../systems/system.ts'
import type { World } from '../world.ts'
import { sealerOf } from './sealer.ts'

/** What a checkup checks, besides Slack: settings, people, the database, each connection. */
export const checksOf = (
  config: Config,
  connections: readonly Reachable[],
  open: () => Promise<Store | undefined>,
  { clock, ids }: World,
): readonly Check[] => [
  settingsCheck(config.warnings),
  peopleCheck({ ...config, writes: connections.flatMap(({ connection }) => writesOf(connection)) }),
  databaseCheck(config.store.url ? 'postgres' : 'sqlite', open, clock),
  keysCheck(open, sealerOf(config, { ids })),
  ...(config.watches.length > 0
    ? [
        watchesCheck(
          config.watches.map(({ name }) => name),
          open,
          clock,
        ),
      ]
    : []),
  ...(config.store.url || config.store.file === ':memory:' ? [] : [diskCheck(config.store.file)]),
  ...connections.map(({ connection }) => connectionCheck(connection, clock)),
  ...serverChecks(connections.map(({ connection }) => connection)),
]

/** Of a system with one connection there is nothing to compare. */
const serverChecks = (connections: readonly Connection[]): readonly Check[] =>
  [...Map.groupBy(connections, ({ system }) => system.title)].flatMap(([title, some]) =>
    some.length > 1 ? [serversCheck(some, title)] : [],
  )

const writesOf = ({ id, system }: Connection) => {
  const all = Object.values(system.operations as Readonly<Record<string, Operation>>)
  const scopes = new Set(all.filter(({ kind }) => kind === 'write').map(({ scope }) => scope))
  return [...scopes].map((scope) => ({ connection: id, scope, unit: system.unit }))
}
