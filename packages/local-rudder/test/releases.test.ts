import { describe, expect, onTestFinished, test } from 'vitest'
import { type LocalRudderOptions, startRudder } from '../src/index.ts'
import { get, remove, ruleNamed } from './ask-rudder.ts'

const started = async (options: LocalRudderOptions) => {
  const rudder = await startRudder({ nodes: 20, ...options })
  onTestFinished(() => rudder.close())
  return rudder
}
type Rudder = Awaited<ReturnType<typeof started>>

const statusOf = async (rudder: Rudder, name: string) =>
  (await get(rudder, `latest/rules/${ruleNamed(rudder, name).id}`)).json.data.rules[0].status

describe('what differs from release to release', () => {
  test.each([
    ['8.1.12', 19, 'default'],
    ['8.2.4', 20, 'default'],
    ['8.2.5', 20, 'enforce'],
    ['9.1.4', 23, 'enforce'],
  ])('%s: the mode of a directive in the trees', async (release, api, mode) => {
    const rudder = await started({ api, release })
    const directive = rudder.state.directives.find(({ policyMode }) => policyMode === 'default')
    const { json } = await get(rudder, 'latest/compliance/directives?level=1')
    const found = json.data.directivesCompliance.find((one: { id: string }) => one.id === directive?.id)
    expect(found.policyMode).toBe(mode)
  })

  test.each([
    ['8.1.12', 19, 1],
    ['8.2.5', 20, 3],
    ['8.2.6', 20, 1],
    ['8.3.0', 21, 3],
    ['8.3.1', 21, 1],
  ])('%s: how often a skipped directive is listed', async (release, api, times) => {
    const rudder = await started({ api, release })
    const [override] = rudder.state.overrides
    const { json } = await get(rudder, `latest/compliance/rules/${override?.ruleId}?level=2`)
    const listed = json.data.rules[0].directives.filter((one: { id: string }) => one.id === override?.directiveId)
    expect(listed).toHaveLength(times)
  })

  test.each([
    [21, { id: 'backup_agent', version: '1.0' }],
    [22, [{ id: 'backup_agent', version: '1.0' }]],
  ])('API %i: what a technique that is deleted is answered with', async (api, techniques) => {
    const { json } = await remove(await started({ api }), `${api}/techniques/backup_agent/1.0`)
    expect(json.data).toEqual({ techniques })
  })

  test('a plugin that is off: before 9.0.5 its addresses are gone, and since then they are disabled', async () => {
    const [old, recent] = [await started({ api: 22, release: '9.0.4' }), await started({ api: 22 })]
    for (const { state } of [old, recent]) {
      state.validation = { installed: true, off: true, supervised: state.groups.map(({ id }) => id) }
      state.settings.enable_change_request = true
    }
    expect((await get(old, 'latest/changeRequests')).status).toBe(404)
    const { status, json } = await get(recent, 'latest/changeRequests', { token: recent.tokens.acl })
    expect(status).toBe(500)
    expect(json.errorDetails).toBe("Bad request: API 'listChangeRequests' is disabled")
  })
})

describe('what an account of a tenant sees', () => {
  test('its nodes alone, in lists and in compliance; a write is not limited', async () => {
    const rudder = await started({ api: 23 })
    const { state, tokens } = rudder
    const account = state.accounts[tokens.read]
    if (account) account.tenants = ['zoneA']
    for (const node of state.nodes.slice(0, 4)) node.tenant = 'zoneA'
    const token = { token: tokens.read }
    for (const path of ['nodes', 'compliance/nodes?level=1'])
      expect((await get(rudder, `latest/${path}`, token)).json.data.nodes).toHaveLength(4)
    expect((await get(rudder, 'latest/nodes')).json.data.nodes.length).toBeGreaterThan(4)
    const [mine] = (await get(rudder, 'latest/apiaccounts/token', token)).json.data.accounts
    expect(mine.tenants).toBe('zoneA')
    expect((await get(rudder, 'latest/apiaccounts/token')).json.data.accounts[0].tenants).toBe('*')
  })
})

describe('which nodes a stored target has', () => {
  test('the state of a group counts only where it is a target by itself', async () => {
    const rudder = await started({})
    const { state } = rudder
    const rule = ruleNamed(rudder, 'SSH hardening')
    const [dmz, jump] = ['DMZ Linux', 'Jump hosts'].map((name) => state.groups.find((one) => one.displayName === name))
    if (!dmz || !jump) throw new Error('no groups')
    const nodes = async () =>
      (await get(rudder, `latest/compliance/rules/${rule.id}?level=3`)).json.data.rules[0].nodes.length
    const composed = { include: { or: [`group:${dmz.id}`] }, exclude: { or: [`group:${jump.id}`] } }
    rule.targets = [composed]
    const before = await nodes()
    expect(before).toBe(dmz.nodeIds.filter((id) => !jump.nodeIds.includes(id)).length)
    jump.enabled = false
    dmz.enabled = false
    expect(await nodes()).toBe(before)
    expect(await statusOf(rudder, 'SSH hardening')).toEqual({ value: 'In application' })
    rule.targets = ['special:all', `group:${dmz.id}`]
    expect(await nodes()).toBe(0)
    expect(await statusOf(rudder, 'SSH hardening')).toEqual({ value: 'Not applied', details: 'Group disabled' })
  })
})

test('a technique that is disabled: named as such, but for a rule of which a part is applied', async () => {
  const rudder = await started({})
  const rule = ruleNamed(rudder, 'SSH hardening')
  const off = (name: string) => {
    const directive = rudder.state.directives.find(({ displayName }) => displayName === name)
    for (const one of rudder.state.techniques) if (one.id === directive?.techniqueName) one.enabled = false
    return directive?.id ?? ''
  }
  const id = off('SSH settings')
  expect(await statusOf(rudder, 'SSH hardening')).toMatchObject({
    value: expect.stringMatching(/applied/i),
    details: expect.stringContaining("'SSH settings' disabled"),
  })
  rule.directives = [id]
  expect(await statusOf(rudder, 'SSH hardening')).toEqual({
    value: 'Not applied',
    details: "Technique for 'SSH settings' disabled",
  })
})
