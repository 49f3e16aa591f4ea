import { startRudder } from 'local-rudder'
import { describe, expect, onTestFinished, test } from 'vitest'
import { connectionCheck } from '../../src/run/doctor/connection.ts'
import { runChecks } from '../../src/run/doctor/examine.ts'
import { refuseExcess } from '../../src/run/doctor/strict.ts'
import type { Operation } from '../../src/systems/operation.ts'
import { accessFor } from '../../src/systems/rudder/access/accounts.ts'
import { rudder } from '../../src/systems/rudder/index.ts'
import { Secret } from '../../src/vault/secret.ts'
import type { Token } from '../../src/vault/tokens.ts'
import { connected } from '../contract/connected.ts'
import { certificate, openssl } from '../tls.ts'
import { testWorld } from '../world.ts'

const now = Date.UTC(2026, 10, 1)
const operations = Object.values(rudder.operations) as Operation[]

/** The access list of docs/tokens.md for these scopes, with what the handshake needs. */
const listFor = (scopes: readonly string[]) =>
  accessFor(['rudder:info:read', ...scopes]).map(({ path, actions }) => ({ path, actions: [...actions] }))

const secret = 'own00000000000000000000000000tok'

/** A connection with one token that is declared for `scopes`, and has `account` there. */
const at = async (
  api: number,
  scopes: readonly string[],
  account: Partial<Account>,
  tls: object = {},
  server: object = {},
  more: Pick<Token, 'only'> = {},
) => {
  const local = await startRudder({ api, nodes: 5, now: () => now, ...server })
  onTestFinished(() => local.close())
  local.state.accounts[secret] = { id: 'own', name: 'own', kind: 'acl', acl: [], ...account }
  const token = { name: 'own', secret: new Secret(() => secret), scopes: ['rudder:info:read', ...scopes], ...more }
  // One that is for some objects only cannot be asked before the first call.
  const first = { name: 'first', secret: new Secret(() => local.tokens.read), scopes: ['rudder:info:read'] }
  const connection = connected(local.url, more.only ? [token, first] : [token], tls)
  const world = testWorld({}, now)
  const before = JSON.stringify(local.state)
  const look = async () => {
    const found = await runChecks([connectionCheck(connection, world.clock)], world)
    expect(local.writes()).toEqual([])
    expect(JSON.stringify(local.state)).toBe(before)
    expect(local.requests.filter(({ method }) => !['GET', 'POST'].includes(method))).toEqual([])
    return found
  }
  const strict = () => refuseExcess([{ connection }], world)
  const rights = async () => (await connection.probe('own')).rights
  return { local, look, strict, rights }
}
type Account = Awaited<ReturnType<typeof startRudder>>['state']['accounts'][string]

const reading = [
  ...new Set(operations.filter(({ kind, shape }) => kind === 'read' && !shape.internal).map(({ scope }) => scope)),
]
const plain = ['rudder:compliance:read', 'rudder:groups:read', 'rudder:nodes:read', 'rudder:rules:read']
const of = <T extends { id: string }>(found: readonly T[], kind: string) =>
  found.find(({ id }) => id.startsWith(`${kind}:`))

describe.each([
  { name: 'old, which tells nothing', api: 18 },
  { name: 'new, which tells all', api: 23 },
])('with a Rudder that is $name (API $api)', ({ api }) => {
  const tells = api >= 22

  test('a token that is right is fine', async () => {
    const { look, strict } = await at(api, plain, { acl: listFor(plain) })
    const found = await look()
    expect(found.map(({ level }) => level)).toEqual(found.map(() => 'ok'))
    expect(of(found, 'rights')).toMatchObject({ says: expect.stringContaining('It can do what is declared for it') })
    await strict()
  })

  test.each(rudder.accounts)('the account “$name” of docs/tokens.md is fine', async ({ scopes, entries }) => {
    const kind = entries.length === 0 ? 'user' : 'acl'
    const { look, strict } = await at(api, scopes, { kind, acl: listFor(scopes) })
    const found = await look()
    expect(found.map(({ level, says }) => `${level} ${says}`)).toEqual(found.map(({ says }) => `ok ${says}`))
    expect(of(found, 'rights')).toBeDefined()
    await strict()
  })

  test.each([
    [['zoneA'], 'warning', 'It only sees tenant zoneA, so counts of nodes'],
    [['zoneA', 'zoneB'], 'warning', 'It only sees the tenants zoneA, zoneB, so'],
    [[], 'warning', 'It sees no node, because it has no tenant'],
    [undefined, 'ok', 'It sees the nodes of all tenants.'],
  ])('its tenants are reported if Rudder tells them: %j', async (tenants, level, says) => {
    const { look } = await at(api, plain, { acl: listFor(plain), ...(tenants && { tenants }) })
    const found = of(await look(), 'sight')
    if (tells) expect(found).toMatchObject({ level, says: expect.stringContaining(says) })
    else expect(found).toBeUndefined()
  })

  test('an account that only reads, declared for all reads, is fine', async () => {
    const scopes = reading.filter((scope) => scope.endsWith(':read'))
    const found = await (await at(api, scopes, { kind: 'ro' })).look()
    expect(of(found, 'lacks')).toBeUndefined()
    expect(of(found, 'excess')).toBeUndefined()
  })

  test('a read-write token where read was declared', async () => {
    const { look, strict } = await at(api, ['rudder:*:read'], { kind: 'rw' })
    const found = await look()
    expect(of(found, 'excess')).toMatchObject({ level: 'warning', about: 'rudder/test own' })
    const all = JSON.stringify(of(found, 'excess'))
    // What weighs most is named, not what comes first in a list.
    expect(all).toMatch(
      /It can do what it need not: rudder:nodes:approve, rudder:[a-z-]+:write, rudder:[a-z-]+:write, /,
    )
    expect(of(found, 'lacks')).toBeUndefined()
    await expect(strict()).rejects.toThrow('doctor: strict')
  })

  test('an access list with one path too many', async () => {
    const { look, strict } = await at(api, plain, {
      acl: [{ path: 'directives/*', actions: ['post'] }, ...listFor(plain)],
    })
    const excess = of(await look(), 'excess')
    expect(excess).toMatchObject({ says: expect.stringContaining('rudder:directives:write') })
    expect(excess).toMatchObject({ says: expect.not.stringContaining('rudder:rules:write') })
    await expect(strict()).rejects.toThrow('rudder:directives:write')
  })

  test('a scope that is missing', async () => {
    const { look, strict } = await at(api, [...plain, 'rudder:techniques:read'], { acl: listFor(plain) })
    const found = await look()
    expect(of(found, 'lacks')).toMatchObject({
      level: 'wrong',
      says: expect.stringContaining('rudder:techniques:read'),
    })
    expect(of(found, 'excess')).toBeUndefined()
    // Too little is no excess.
    await strict()
  })

  test('a write that is missing', async () => {
    const { look } = await at(api, [...plain, 'rudder:rules:write'], { acl: listFor(plain) })
    expect(of(await look(), 'lacks')).toMatchObject({ says: expect.stringContaining('rudder:rules:write') })
  })

  test('a token for one rule only, which its list names, is not said to lack what it is not for', async () => {
    const acl = [...listFor([]), { path: 'rules/one', actions: ['get', 'post'] }]
    const scopes = ['rudder:rules:read', 'rudder:rules:write']
    const { look } = await at(api, scopes, { acl }, {}, {}, { only: { ruleId: ['one'] } })
    const found = await look()
    expect(of(found, 'lacks')).toBeUndefined()
    expect(of(found, 'rights')).toMatchObject({ says: expect.stringMatching(/Not tested: [^.]*rudder:rules:write/) })
  })

  test('a token that has expired', async () => {
    const found = await (await at(api, plain, { acl: listFor(plain), expiresAt: now - 1 })).look()
    expect(found.find(({ level }) => level === 'wrong')?.says).toContain('expired')
  })

  test.skipIf(!openssl)('a pin that is wrong, with what the key is', async () => {
    const [mine, other] = [certificate(), certificate()]
    const { look, local } = await at(api, plain, {}, { tls: { pin: other.pin } }, { tls: mine })
    expect((await look())[0]).toMatchObject({
      level: 'wrong',
      says: 'It has another key than tls.pin names, so it was sent nothing.',
      todo: expect.stringContaining(mine.pin),
    })
    expect(local.requests).toEqual([])
  })

  test('what nobody can know is not tested, and what a user may decide is not guessed', async () => {
    const found = await (await at(api, [...reading, 'rudder:requests:approve'], { kind: 'rw' })).look()
    expect(JSON.stringify(found)).toMatch(/Not tested: [^"]*rudder:requests:approve/)
  })

  test('an entry that comes first takes what a later one gives, as in Rudder', async () => {
    const acl = [{ path: 'compliance/**', actions: [] }, ...listFor(plain)]
    const { look, local } = await at(api, plain, { acl })
    expect(of(await look(), 'lacks')).toMatchObject({ says: expect.stringContaining('rudder:compliance:read') })
    const headers = { 'X-API-Token': secret, 'X-API-Version': String(api) }
    const refused = await fetch(`${local.url}/api/compliance`, { headers })
    expect(refused.status).toBe(tells ? 403 : 500)
  })

  if (tells) {
    test('an entry that no operation needs is told by itself', async () => {
      const acl = [{ path: 'system/reload/**', actions: ['post'] }, ...listFor(plain)]
      const { look } = await at(api, plain, { acl })
      expect(of(await look(), 'excess')).toMatchObject({ says: expect.stringContaining('POST system/reload/**') })
    })

    test('a list without the address of the account is asked about as of old', async () => {
      const acl = listFor(plain).filter(({ path }) => path !== 'apiaccounts/token')
      const { look, local } = await at(api, plain, { acl: [...acl, { path: 'directives/*', actions: ['post'] }] })
      expect(of(await look(), 'excess')).toMatchObject({ says: expect.stringContaining('rudder:directives:write') })
      expect(local.requests.filter(({ method }) => method === 'POST').length).toBeGreaterThan(3)
    })

    test('where the account tells, nothing is tried', async () => {
      const { look, local } = await at(api, plain, { acl: listFor(plain) })
      await look()
      expect(local.requests.filter(({ method }) => method !== 'GET')).toEqual([])
    })
  }
})

describe('what could not be asked proves nothing', () => {
  const mayOf = async ({ rights }: Awaited<ReturnType<typeof at>>, scope: string) =>
    (await rights()).find(({ what }) => what === scope)?.may

  test('where the server knows no such address', async () => {
    const place = await at(18, plain, { kind: 'rw' })
    expect(await mayOf(place, 'rudder:requests:write')).toBe('can')
    place.local.state.validation.installed = false
    expect(await mayOf(place, 'rudder:requests:write')).toBe('not tested')
    expect(await mayOf(place, 'rudder:rules:write')).toBe('can')
  })

  test.each([
    ['starting', true],
    ['cutBody', true],
    ['garbage', 'shape'],
    ['garbage', 'text'],
    ['down', true],
  ] as const)('nor where the answer is none (%s %s)', async (fault, how) => {
    const place = await at(18, plain, { kind: 'rw' })
    Object.assign(place.local.faults, { [fault]: how, only: (_: string, path: string) => /[0-9a-f-]{36}/.test(path) })
    const told = await place.rights()
    expect(
      told.filter(({ what, may }) => what !== 'rudder:settings:read' && what !== 'rudder:system:read' && may === 'can'),
    ).toEqual([])
    expect(told.filter(({ may }) => may === 'not tested').length).toBeGreaterThan(15)
  })
})

test('what reads techniques by a path that fits their directives too can do more than it must', async () => {
  const scopes = [...plain, 'rudder:techniques:read']
  const { look } = await at(23, scopes, {
    acl: [...listFor(scopes), { path: 'techniques/*/*', actions: ['get'] }],
  })
  expect(of(await look(), 'excess')).toMatchObject({
    says: expect.stringContaining('rudder:directives:read (GET /techniques/{techniqueId}/'),
  })
})

test('a scope of which a part is missing says which', async () => {
  const acl = listFor(plain).filter(({ path }) => path !== 'compliance/nodes')
  const { look } = await at(23, plain, { acl })
  expect(of(await look(), 'lacks')).toMatchObject({
    says: expect.stringContaining('rudder:compliance:read (GET /compliance/nodes)'),
  })
})

describe.each([22, 23])('an access list is exact (API %d)', (api) => {
  const get = (path: string, ...actions: string[]) => ({ path, actions: ['get', ...actions] })
  const blames = async (scopes: readonly string[], acl: Account['acl']) => {
    const { look, strict } = await at(api, scopes, { acl })
    const blamed = of(await look(), 'excess')
    if (blamed) await expect(strict()).rejects.toThrow('doctor: strict')
    else await strict()
    return blamed?.says ?? 'nothing'
  }
  const below = (path: string) => (entry: Entry) => !entry.path.startsWith(path)
  type Entry = { path: string }

  test('an entry that has more than the three paths that are needed is wider than needed', async () => {
    const scopes = [...plain, 'rudder:system:read']
    const acl = [...listFor(scopes).filter(below('system/')), get('system/**')]
    expect(await blames(scopes, acl)).toContain('It can do what it need not: GET system/** (wider than needed).')
  })

  test('so is one that fits one request that is needed, and many that are not', async () => {
    const scopes = [...plain, 'rudder:agents:write']
    const acl = [...listFor(scopes), { path: 'nodes/**', actions: ['post'] }]
    expect(await blames(scopes, acl)).toContain('POST nodes/** (wider than needed)')
    expect(await blames(plain, [get('*/one'), ...listFor(plain)])).toContain('GET */one (wider than needed)')
  })

  test('one that is narrower, or all of what Rudder has there, is not', async () => {
    expect(await blames(plain, [get('rules/one'), ...listFor(plain)])).toBe('nothing')
    const acl = [get('info/**'), ...listFor(plain).filter(below('info'))]
    expect(await blames(plain, acl)).toBe('nothing')
  })

  test('nor is one that an entry before it takes the effect of', async () => {
    const none = { path: 'system/**', actions: [] }
    expect(await blames(plain, [...listFor(plain), none, get('system/**', 'post')])).toBe('nothing')
    expect(await blames(plain, [...listFor(plain), get('system/**', 'post'), none])).toContain('GET system/**')
    expect(await blames(plain, [...listFor(plain), { ...none, path: 'system/*' }, get('system/**')])).toContain(
      'GET system/**',
    )
  })
})

test('a request that is off because its plugin is: nothing is said of the right to send it', async () => {
  const { local, rights } = await at(23, ['rudder:requests:read'], { kind: 'user' })
  const asked = async () => (await rights()).find(({ what }) => what.startsWith('rudder:requests:read'))?.may
  local.state.validation = { installed: true, off: true, supervised: [] }
  expect(await asked()).toBe('not tested')
})
