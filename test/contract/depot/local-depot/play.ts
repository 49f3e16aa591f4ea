import { startDepot } from './server.ts'

const key = 'depot-key-of-the-playground'

/** One depot for the playground of the bot. */
export const depot = {
  people: { ana: 'moves parcels' },
  start: async () => {
    const north = await startDepot()
    north.keys.set(key, ['depot:status:read', 'depot:parcels:read', 'depot:parcels:write'])
    const connections = `
  depot/north:
    url: ${north.url}
    tokens:
      - name: all
        secret: env:PLAY_DEPOT
        scopes: [depot:*:read, depot:parcels:write]`
    const groups = `
  - name: movers
    owner: marc@acme.example
    api_scopes: [depot:*:read, depot:parcels:write]
    includes: [ana@acme.example]`
    return {
      servers: { prod: north, staging: north },
      settings: { connections, everybody: ['depot:*:read'], groups, approvals: '', env: { PLAY_DEPOT: key } },
      levers: [],
      close: () => north.close(),
    }
  },
}
