import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type LocalRudder, startRudder } from '../src/index.ts'
import { get, post, ruleNamed } from './ask-rudder.ts'

let rudder: LocalRudder
let old: LocalRudder
beforeAll(async () => {
  rudder = await startRudder()
  old = await startRudder({ api: 18, nodes: 60 })
})
afterAll(async () => {
  await rudder.close()
  await old.close()
})

test('a page for people is a page that says where the link leads, and no other address is', async () => {
  const at = (path: string) => fetch(`${rudder.url}${path}`)
  const page = await at('/secure/configurationManager/<b>')
  expect(page.status).toBe(200)
  expect(await page.text()).toContain('/rudder/secure/configurationManager/&lt;b&gt;')
  expect((await at('')).status).toBe(200)
  expect((await at('/other')).status).toBe(404)
})

describe('success', () => {
  test('lists carry action, result, data; details also the id', async () => {
    const list = await get(rudder, 'latest/rules')
    expect(list.type).toBe('application/json; charset=utf-8')
    expect(Object.keys(list.json)).toEqual(['action', 'result', 'data'])
    expect(list.json).toMatchObject({ action: 'listRules', result: 'success' })
    const ids = list.json.data.rules.map((one: { id: string }) => one.id)
    expect(ids).toEqual(ids.toSorted())
    const { id } = ruleNamed(rudder, 'SSH hardening')
    const details = await get(rudder, `latest/rules/${id}`)
    expect(details.json).toMatchObject({ action: 'ruleDetails', id, result: 'success' })
    expect(details.json.data.rules[0]).toMatchObject({
      displayName: 'SSH hardening',
      categoryId: 'security',
      enabled: true,
      system: false,
      tags: [{ team: 'linux' }, { criticality: 'high' }],
      policyMode: 'enforce',
      status: { value: 'In application' },
    })
    expect(details.json.data.rules[0]).not.toHaveProperty('changedAt')
  })

  test('groups, directives, nodes, settings', async () => {
    const groups = (await get(rudder, 'latest/groups')).json.data.groups
    const dmz = groups.find((one: { displayName: string }) => one.displayName === 'DMZ Linux')
    expect(dmz.nodeIds).toHaveLength(41)
    expect(dmz.target).toBe(`group:${dmz.id}`)
    expect((await get(rudder, `latest/groups/${dmz.id}`)).json.data.groups[0]).toEqual(dmz)
    const directives = (await get(rudder, 'latest/directives')).json.data.directives
    expect(directives).toHaveLength(60)
    expect(directives[0]).not.toHaveProperty('components')
    const nodes = (await get(rudder, 'latest/nodes?include=minimal')).json.data.nodes
    expect(nodes).toHaveLength(401)
    expect(Object.keys(nodes[0])).toEqual(['id', 'hostname', 'status'])
    expect(nodes.some((one: { hostname: string }) => one.hostname === 'web-114.lyon2.acme.net')).toBe(true)
    const root = (await get(rudder, 'latest/nodes/root')).json.data.nodes[0]
    expect(root).toMatchObject({ hostname: 'rudder.acme.net', policyMode: 'default', lastRunDate: expect.any(String) })
    expect((await get(rudder, 'latest/settings')).json.data.settings.run_frequency).toBe(5)
    const one = await get(rudder, 'latest/settings/enable_change_request')
    expect(one.json).toMatchObject({
      id: 'enable_change_request',
      data: { settings: { enable_change_request: false } },
    })
  })

  test('a silent node has an old last run, another a recent one', async () => {
    const { nodes } = (await get(rudder, 'latest/nodes')).json.data
    const age = (id: string) => {
      const node = nodes.find((one: { id: string }) => one.id === id)
      return Date.now() - Date.parse(node.lastRunDate)
    }
    for (const node of rudder.state.nodes.slice(0, 100))
      node.silent ? expect(age(node.id)).toBeGreaterThan(3_600_000) : expect(age(node.id)).toBeLessThan(301_000)
  })

  test('status needs no token, but checks one that is sent', async () => {
    expect(await get(rudder, 'status', { token: null })).toMatchObject({ status: 200, text: 'OK\n' })
    expect((await get(rudder, 'status')).text).toBe('OK\n')
    expect((await get(rudder, 'status', { token: rudder.tokens.expired })).status).toBe(401)
  })

  test('prettify is heeded from API 20 only', async () => {
    expect((await get(rudder, 'latest/settings?prettify=true')).text).toContain('\n')
    expect((await get(old, 'latest/settings?prettify=true')).text).not.toContain('\n')
  })
})

describe('errors', () => {
  test.each([
    ['rules/none', 'ruleDetails', "Rule with id 'none' was not found"],
    ['directives/none', 'directiveDetails', "Directive with id 'none' was not found"],
    ['groups/none', 'groupDetails', "Group with id 'none' was not found'"],
    ['compliance/rules/none', 'getRulesComplianceId', "Rule with id 'none' was not found"],
    ['compliance/nodes/none', 'getNodeComplianceId', "The node with ID 'none' is not known on Rudder"],
    [
      'compliance/nodes?level=abc',
      'getNodesCompliance',
      "level (displayed level of compliance details) must be an integer, was: 'abc'",
    ],
    [
      'compliance?precision=7',
      'getGlobalCompliance',
      'Invalid level for compliance precision 7, valid values are 0 to 5',
    ],
  ])('%s is HTTP 500; old releases say the kind first', async (path, action, errorDetails) => {
    expect(await get(rudder, `latest/${path}`)).toMatchObject({
      status: 500,
      json: { action, result: 'error', errorDetails },
    })
    expect((await get(old, `latest/${path}`)).json.errorDetails).toBe(`Inconsistency: ${errorDetails}`)
  })

  test('an unknown setting is named in the old style', async () => {
    const { json } = await get(rudder, 'latest/settings/nope')
    expect(json.errorDetails).toBe("Could not get parameter 'nope' <- 'nope' is not a valid settings key")
  })

  test.each([
    'latest/nothing',
    'latest/rules/',
    'latest/rules//',
    '99/rules',
    '3.14/rules',
    'latest',
    '',
    'latest/rules/%zz',
  ])('the address %j is not found, in HTML', async (path) => {
    const answer = await get(rudder, path)
    expect(answer.status).toBe(404)
    expect(answer.type).toContain('text/html')
    expect(answer.json).toBeUndefined()
  })

  test('a method that an address lacks is not found', async () => {
    expect((await post(rudder, 'latest/rules', {})).status).toBe(404)
  })

  test('spaces in a path are read as plus signs', async () => {
    const { json } = await get(rudder, 'latest/rules/a%20b')
    expect(json.errorDetails).toBe("Rule with id 'a+b' was not found")
  })

  test('a body over a megabyte is refused', async () => {
    const { id } = ruleNamed(rudder, 'Draft')
    const answer = await post(rudder, `latest/rules/${id}`, { longDescription: 'x'.repeat(1_100_000) })
    expect(answer.status).toBe(413)
    expect(ruleNamed(rudder, 'Draft').longDescription).toBe('')
  })
})
