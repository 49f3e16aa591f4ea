import { type LocalRill, startRill } from 'local-rill'
import type { LocalSystem } from '../contract/local-system.ts'

const reads = ['rill:apis:read', 'rill:apis:run', 'rill:views:read', 'rill:metrics:run']

/** A service with the smallest role that these scopes need. */
const serviceFor = ({ state }: LocalRill, scopes: readonly string[]): string => {
  const role = scopes.includes('rill:credentials:run') ? 'admin' : scopes.length > 0 ? 'viewer' : 'none'
  const name = `service-${state.services.length}`
  const token = `rill_svc_${name.replace('-', '')}LocalRill`.padEnd(40, '0')
  state.services.push({ name, token, role, attributes: {}, state: 'valid' })
  return token
}

/** Rill v0.88.4, read with the rights of one service unless a test says otherwise. */
export const localRill: LocalSystem<LocalRill> = {
  settings: `mode: service
    views: all
    apis: { top_domains: , documented: , documented_get: , whoami: , open_view: , rows: { arguments: { n: { type: integer } } }, 'Mixed-Case': }`,
  start: (_, now) => startRill(now ? { now } : {}),
  source: () => /^Rill$/,
  token: (local, { scope }) => serviceFor(local, scope === 'rill:key:read' ? ['rill:credentials:run'] : [scope]),
  accounts: { 'a service with a role in the project': serviceFor },
  // A role gives all that it gives.
  along: (scopes) => (scopes.length > 0 ? reads : []),
  refuse: ({ faults }) => void Object.assign(faults, { refused: true }),
  // Nothing that the bot asks of Rill changes anything.
  lose: () => {},
}
