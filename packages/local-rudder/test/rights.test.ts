import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type LocalRudder, startRudder } from '../src/index.ts'
import { get, post, ruleNamed } from './ask-rudder.ts'

let rudder: LocalRudder
let old: LocalRudder
beforeAll(async () => {
  rudder = await startRudder({ api: 23, nodes: 60 })
  old = await startRudder({ api: 18, nodes: 20 })
})
afterAll(async () => {
  await rudder.close()
  await old.close()
})

describe('401', () => {
  test.each([null, '', 'x'.repeat(32), 'expired'])('the token %j gives the same page', async (token) => {
    const sent = token === 'expired' ? rudder.tokens.expired : token
    const answer = await get(rudder, 'latest/rules', { token: sent })
    expect(answer.status).toBe(401)
    expect(answer.type).toContain('text/html')
    expect(answer.text).toContain('<title>Error 401 Unauthorized</title>')
    const unknown = await get(rudder, 'latest/nothing', { token: sent })
    expect(unknown.status).toBe(401)
  })

  test('asked for JSON it is JSON of another shape', async () => {
    const answer = await get(rudder, 'latest/rules', { token: null, headers: { Accept: 'application/json, */*' } })
    expect(answer.json).toEqual({
      servlet: 'default',
      message: 'Unauthorized',
      url: '/rudder/api/latest/rules',
      status: '401',
    })
  })
})

describe('not authorised', () => {
  test('a read token on a write: 403 on new releases, 500 on old, before the handler looks', async () => {
    const details = (path: string) => `Authorization error: User 'coxswain-read' is not allowed to access POST ${path}`
    const path = 'rules/no-such-rule'
    expect(await post(rudder, `latest/${path}`, {}, { token: rudder.tokens.read })).toMatchObject({
      status: 403,
      json: { action: 'updateRule', result: 'error', errorDetails: details('api/latest/rules/{id}') },
    })
    const header = { token: old.tokens.read, headers: { 'X-API-Version': '18' } }
    expect(await post(old, path, {}, header)).toMatchObject({
      status: 500,
      json: { action: 'updateRule', errorDetails: details('api/rules/{id}') },
    })
  })

  test('the status can be chosen', async () => {
    const late = await startRudder({ api: 23, refusesWith: 500, nodes: 20 })
    expect((await post(late, 'latest/rules/x', {}, { token: late.tokens.read })).status).toBe(500)
    await late.close()
  })

  test('the check of a directive tells whether a token may write', async () => {
    const probe = (token: string) => post(rudder, 'latest/directives/none/check', {}, { token })
    expect((await probe(rudder.tokens.read)).json.errorDetails).toMatch(/^Authorization error:/)
    expect((await probe(rudder.tokens.write)).json.errorDetails).toBe('Could not find Directive none')
    expect(rudder.writes()).toEqual([])
  })

  test('the token with a list may do what is on it', async () => {
    const token = rudder.tokens.acl
    const node = rudder.state.nodes[0]?.id
    const { id } = ruleNamed(rudder, 'Firewall')
    const may = ['info', 'rules', `rules/${id}`, 'compliance', 'compliance/rules', 'groups', 'nodes', `nodes/${node}`]
    for (const path of may) expect((await get(rudder, `latest/${path}`, { token })).status).toBe(200)
    for (const path of ['directives', 'settings', 'changeRequests', 'system/info', 'apiaccounts/token'])
      expect((await get(rudder, `latest/${path}`, { token })).status).toBe(403)
    expect((await post(rudder, `latest/rules/${id}`, { enabled: false }, { token })).status).toBe(200)
    expect((await post(rudder, 'latest/directives/x/check', {}, { token })).status).toBe(403)
  })

  test('new releases tell a token its own rights', async () => {
    const own = async (token: string) =>
      (await get(rudder, 'latest/apiaccounts/token', { token })).json.data.accounts[0]
    expect(await own(rudder.tokens.read)).toMatchObject({ name: 'coxswain-read', authorizationType: 'ro' })
    expect(await own(rudder.tokens.write)).toMatchObject({ name: 'coxswain-write', authorizationType: 'rw' })
  })
})

describe('accounts can be changed while it runs', () => {
  test('one that is over, or switched off, is as unknown', async () => {
    const token = 'fresh0000000000000000000000000tok'
    rudder.state.accounts[token] = { id: 'fresh', name: 'fresh', kind: 'ro', acl: [] }
    expect((await get(rudder, 'latest/rules', { token })).status).toBe(200)
    rudder.state.accounts[token].expiresAt = Date.now() + 60_000
    const { json } = await get(rudder, 'latest/apiaccounts/token', { token })
    expect(json.data.accounts[0]).toMatchObject({ id: 'fresh', expirationPolicy: 'datetime', authorizationType: 'ro' })
    rudder.state.accounts[token].expiresAt = Date.now() - 1
    expect((await get(rudder, 'latest/rules', { token })).status).toBe(401)
    rudder.state.accounts[token] = { id: 'fresh', name: 'fresh', kind: 'rw', acl: [], disabled: true }
    expect((await get(rudder, 'latest/rules', { token })).status).toBe(401)
    delete rudder.state.accounts[token]
  })

  test('without the plugin for authorisations, lists and tokens of people are worth nothing', async () => {
    rudder.state.authorizations.installed = false
    for (const token of [rudder.tokens.acl, rudder.tokens.validator])
      expect((await get(rudder, 'latest/info', { token })).json.errorDetails).toMatch(/^Authorization error/)
    expect((await get(rudder, 'latest/info', { token: rudder.tokens.read })).status).toBe(200)
    rudder.state.authorizations.installed = true
  })
})

test('what is recorded never holds a token', async () => {
  await get(rudder, 'latest/rules', { token: rudder.tokens.expired })
  const recorded = JSON.stringify(rudder.requests)
  for (const token of Object.values(rudder.tokens)) expect(recorded).not.toContain(token)
  expect(rudder.requests.at(-1)).toMatchObject({ account: undefined, status: 401, path: '/rudder/api/latest/rules' })
  expect(rudder.requests.map((one) => one.account)).toContain('coxswain-acl')
})
