import { SystemError } from '../../errors.ts'
import type { Connection } from '../../systems/system.ts'
import { relationOf, type ServerFacts } from '../same-server.ts'
import { askServer } from '../servers.ts'
import { type Check, type CheckResult, finder } from './finding.ts'

/** The connections of one system, which are asked whether some of them lead to one server. */
export const serversCheck = (connections: readonly Connection[], system: string): Check => ({
  name: `servers of ${system}`,
  offline: false,
  run: async (signal) => {
    const facts = await Promise.all(connections.map((connection) => factsOf(connection, signal)))
    const found = facts.flatMap((one, at) => facts.slice(at + 1).flatMap((two) => between(one, two)))
    const apart = finder(system)('ok', `servers:${system}`, 'Its connections lead to different servers.')
    return found.length > 0 ? found : [apart]
  },
})

const factsOf = async (connection: Connection, signal: AbortSignal): Promise<ServerFacts> => {
  const told = await askServer(connection, signal).catch((error: unknown) => {
    if (error instanceof SystemError) return undefined
    throw error
  })
  const { id, url, server = null } = connection
  const { instance = null, key = null } = told ?? {}
  return { connection: id, url, name: server, instance, key, answered: told !== undefined, isSet: true }
}

const between = (one: ServerFacts, two: ServerFacts): readonly CheckResult[] => {
  const ids = [one.connection, two.connection].sort()
  const found = finder(ids.join(' and '))
  const id = `servers:${ids.join('+')}`
  const relation = relationOf(one, two)
  const said = one.name !== null || two.name !== null
  if (said) {
    const real = relationOf({ ...one, name: null }, { ...two, name: null })
    // Two that the settings declare to be one server are intended.
    if (relation !== 'other' || typeof real !== 'object' || one.instance === null || two.instance === null) return []
    return [
      found(
        'warning',
        id,
        `The settings say that they are different servers, and both say that they are ${one.instance}.`,
        {
          todo: 'Set the same “server:” for both; if one server is a copy of the other, give it an id of its own.',
        },
      ),
    ]
  }
  if (typeof relation === 'object')
    return [
      found(
        'warning',
        id,
        `They count as one server (${relation.same}): a lock on one stops the other, and nobody approves their own change through the other.`,
        { todo: 'Remove one of them, or say with “server:” in both which server each one is.' },
      ),
    ]
  if (relation === 'other') return []
  const silent = [one, two].filter(({ answered }) => !answered).map(({ connection }) => connection)
  return [
    found('warning', id, `I can't tell whether they are one server, as ${silent.join(' and ')} didn't answer.`, {
      todo: 'Until then a lock on one may stop the other. Say with “server:” in both which server each one is.',
    }),
  ]
}
