import type { Call, Route } from '../route.ts'
import { shownTenants } from '../tenants.ts'

const buildTime = '2025-01-05T21:53:20+01:00'

function information({ server: { rudder }, state, version }: Call): unknown {
  const old = { 'major-version': rudder.replace(/\.\d+$/, ''), 'full-version': rudder, 'build-time': buildTime }
  if (version < 21) return { rudder: old }
  const plugins = state.validation.installed
    ? [
        {
          id: 'rudder-plugin-change-validation',
          name: 'change validation',
          version: `${rudder}-2.4`,
          abiVersion: rudder,
        },
      ]
    : []
  return {
    rudder: { version: rudder, buildTime, instanceId: state.instanceId, relays: [] },
    system: { os: { name: 'Debian GNU/Linux 12 (bookworm)', version: '12' }, jvm: { version: '21.0.2', cmd: 'java' } },
    nodes: { total: state.nodes.length, enabled: state.nodes.length, disabled: 0 },
    plugins,
  }
}

function ownAccount({ account, state: { tokensExpire } }: Call): unknown {
  const { id, name, kind, acl, expiresAt = tokensExpire } = account
  const until =
    expiresAt === undefined
      ? { expirationPolicy: 'never' }
      : { expirationPolicy: 'datetime', expirationDate: new Date(expiresAt).toISOString() }
  const dates = { creationDate: '2025-01-02T09:00:00Z', ...until, tokenState: 'generatedv2' }
  // Of a user's token it tells no rights (ApiAccountDetails).
  const rights = {
    tenants: shownTenants(account),
    ...(kind !== 'user' && { authorizationType: kind }),
    ...(kind === 'acl' && { acl }),
  }
  return { accounts: [{ id, name, description: '', status: 'enabled', ...dates, ...rights }] }
}

/** What the server says of itself, and (from API 22) of the token that asks. */
export const system: readonly Route[] = [
  {
    name: 'info',
    about: 'Get information about system installation (version, etc)',
    method: 'GET',
    path: 'system/info',
    answer: (call) => ({ data: information(call) }),
  },
  {
    name: 'getStatus',
    about: 'Get Api status',
    method: 'GET',
    path: 'system/status',
    answer: () => ({ data: { global: 'OK' } }),
  },
  {
    name: 'getHealthcheckResult',
    about: 'Result of a health check run',
    method: 'GET',
    path: 'system/healthcheck',
    answer: () => ({
      data: [
        { name: 'CPU Cores', msg: '4 cores available', status: 'Ok' },
        { name: 'RAM available', msg: 'Only 1.1 GB of 16 GB left', status: 'Warning' },
        { name: 'Disk space', msg: '/var 41% used', status: 'Ok' },
        { name: 'File descriptor limit', msg: 'Maximum number of file descriptors is 65536', status: 'Ok' },
      ],
    }),
  },
  {
    name: 'getTokenAccount',
    about: 'Get the API account of the token in use',
    method: 'GET',
    path: 'apiaccounts/token',
    since: 22,
    answer: (call) => ({ data: ownAccount(call) }),
  },
]
