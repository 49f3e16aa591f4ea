import { expect, test } from 'vitest'
import { buildRequest } from '../../../src/systems/request.ts'
import { rill } from '../../../src/systems/rill/index.ts'

const cloud = 'https://api.rilldata.com/v1/organizations/acme/projects/ads'
const minter = [['rill:credentials:run']]
const keys = (url: string, settings: object, tokens: readonly (readonly string[])[] = minter) =>
  rill.mistakes({ url, settings: { ...settings }, tokens }).map(({ key }) => key)

test.for<readonly [what: string, found: readonly string[], wrong: readonly string[]]>([
  ['a project, by whoever asks', keys(cloud, {}), []],
  ['without a token that makes others', keys(cloud, {}, [['rill:apis:run']]), ['tokens']],
  ['an address that is no project', keys('https://api.rilldata.com', {}), ['url']],
  ['a field of the Slack profile', keys(cloud, { attributes: { region: { profile: 'title' } } }), ['attributes']],
  [
    'one that only admins can change',
    keys(cloud, { attributes: { region: { profile: 'title' } }, trustProfileField: true }),
    [],
  ],
  ['a local Rill', keys('http://localhost:9009/v1/instances/default', { mode: 'local' }, []), []],
  ['a local Rill elsewhere', keys('https://rill.acme.net/v1/instances/default', { mode: 'local' }, []), ['mode']],
  ['a local Rill with a token', keys('http://localhost:9009/v1/instances/default', { mode: 'local' }), ['tokens']],
])('%s', ([, found, wrong]) => expect(found).toEqual(wrong))

test('no attribute of the settings makes anybody an admin or somebody else', () => {
  const taken = (attributes: object) => rill.settings.attributes.safeParse(attributes).success
  expect(taken({ region: { is: 'eu' }, teams: 'groups', title: { profile: 'title' } })).toBe(true)
  expect(taken({ region: { profile: 'phone' } })).toBe(false)
  for (const name of ['admin', 'email', 'domain']) expect(taken({ [name]: { is: true } })).toBe(false)
  expect(taken({ region: { is: "eu' OR 1=1" } })).toBe(false)
})

test('an API whose name is a path, or one of Rill’s own, is not offered', () => {
  const taken = (name: string) => rill.settings.apis.safeParse({ [name]: null }).success
  expect(['top_domains', 'with space'].map(taken)).toEqual([true, true])
  expect(['reports/daily', '../x', 'sql', 'metrics', 'OpenAPI'].map(taken)).toEqual([false, false, false, false, false])
})

test('a query for raw rows, by another resolver, or in SQL is not built', () => {
  const { metrics, resolveMetrics } = rill.operations
  const query = { metrics_view: 'ads', limit: 1 }
  const builds = (operation: typeof metrics | typeof resolveMetrics, body: object) => () =>
    buildRequest(cloud, operation, { body })
  expect(builds(metrics, query)).not.toThrow()
  expect(builds(metrics, { ...query, rows: true })).toThrow()
  expect(builds(metrics, { ...query, limit: 10_001 })).toThrow()
  expect(builds(resolveMetrics, { resolver: 'metrics', resolverProperties: query })).not.toThrow()
  for (const resolver of ['sql', 'metrics_sql', 'api'])
    expect(builds(resolveMetrics, { resolver, resolverProperties: query })).toThrow()
})

test('a handshake without exactly one identity, or with a field misspelt, is not built', () => {
  const builds = (body: object) => () => buildRequest(cloud, rill.operations.credentials, { body })
  expect(builds({ user_email: 'ana@acme.net', ttl_seconds: 900 })).not.toThrow()
  const attributes = { email: 'ana@acme.net', domain: 'acme.net', admin: false }
  expect(builds({ attributes, ttl_seconds: 900 })).not.toThrow()
  for (const wrong of [
    {},
    { ttl_seconds: 900 },
    { user_mail: 'ana@acme.net', ttl_seconds: 900 },
    { user_email: null, ttl_seconds: 900 },
    { user_email: 'ana@acme.net', attributes, ttl_seconds: 900 },
    { user_email: 'ana@acme.net', ttl_seconds: 86_400 },
    { attributes: {}, ttl_seconds: 900 },
    { attributes: { ...attributes, admin: true }, ttl_seconds: 900 },
  ])
    expect(builds(wrong), JSON.stringify(wrong)).toThrow()
})
