import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type LocalRudder, startRudder } from '../src/index.ts'
import { get, post, ruleNamed } from './ask-rudder.ts'

let rudder: LocalRudder
beforeEach(async () => {
  rudder = await startRudder({ now: () => 1_000_000 })
})
afterEach(() => rudder.close())

const path = (name: string) => `latest/rules/${ruleNamed(rudder, name).id}`

describe('a partial update', () => {
  test('changes what is sent, ignores unknown keys, answers the new rule', async () => {
    const before = structuredClone(ruleNamed(rudder, 'SSH hardening'))
    const answer = await post(rudder, `${path('SSH hardening')}?reason=INC-4312`, {
      enabled: false,
      nonsense: 1,
      id: 'x',
    })
    expect(answer).toMatchObject({ status: 200, json: { action: 'updateRule', id: before.id, result: 'success' } })
    expect(answer.json.data.rules[0]).toMatchObject({ enabled: false, status: { value: 'Disabled' } })
    expect(answer.json.data.rules[0]).not.toHaveProperty('changeRequestId')
    expect(ruleNamed(rudder, 'SSH hardening')).toEqual({ ...before, enabled: false, changedAt: 1_000_000 })
    expect(rudder.state.eventLog).toEqual([
      {
        at: 1_000_000,
        actor: 'coxswain-write',
        what: `update rule 'SSH hardening' (${before.id}) by API request`,
        reason: 'INC-4312',
      },
    ])
    expect(rudder.writes()).toMatchObject([{ method: 'POST', account: 'coxswain-write', status: 200 }])
  })

  test('a reason is not enforced, even where the setting says so', async () => {
    rudder.state.settings.mandatory_change_message = true
    expect((await post(rudder, path('Firewall'), { enabled: false })).status).toBe(200)
  })

  test('a reason in the body is not read', async () => {
    await post(rudder, path('Firewall'), { enabled: false, reason: 'unread' })
    expect(rudder.state.eventLog[0]?.reason).toBeUndefined()
  })

  test('JSON without its content type is ignored: 200 and nothing changed', async () => {
    const answer = await post(
      rudder,
      path('Firewall'),
      { enabled: false },
      { headers: { 'Content-Type': 'text/plain' } },
    )
    expect(answer.status).toBe(200)
    expect(answer.json.data.rules[0].enabled).toBe(true)
    expect(rudder.state.eventLog).toEqual([])
  })

  test('the category is written as category', async () => {
    expect((await post(rudder, path('Firewall'), { category: 'base' })).json.data.rules[0].categoryId).toBe('base')
    const old = await startRudder({ api: 18, nodes: 20 })
    const unchanged = await post(old, `latest/rules/${ruleNamed(old, 'Firewall').id}`, { categoryId: 'base' })
    expect(unchanged.json.data.rules[0].categoryId).toBe('security')
    await old.close()
  })

  test('targets are merged into one include and exclude; an intersection becomes a union', async () => {
    const write = async (targets: unknown) =>
      (await post(rudder, path('Firewall'), { targets })).json.data.rules[0].targets
    expect(await write(['special:all'])).toEqual([{ include: { or: ['special:all'] }, exclude: { or: [] } }])
    const both = [
      { include: { or: ['group:a'] }, exclude: { or: ['policyServer:root'] } },
      { and: ['group:b', 'group:a'] },
    ]
    expect(await write(both)).toEqual([
      { include: { or: ['group:a', 'group:b'] }, exclude: { or: ['policyServer:root'] } },
    ])
  })

  test.each([
    [{ enabled: 'false' }, ".enabled(expected 'true' or 'false' got '\"')"],
    [{ directives: 'one' }, ".directives(expected '[' got '\"')"],
    [{ displayName: 7 }, ".displayName(expected '\"' got '7')"],
    [{ targets: [{ nothing: 1 }] }, ".targets(expected '[' got '[')"],
    ['{', '(malformed JSON)'],
    ['', 'Unexpected end of input'],
  ])('%j is refused in the words of the JSON library', async (body, why) => {
    const answer = await post(rudder, path('Firewall'), body)
    expect(answer.status).toBe(500)
    expect(answer.json.errorDetails).toBe(`Could not extract a rule from request.; cause was: Unexpected: ${why}`)
    expect(rudder.writes()).toEqual([])
  })

  test('an unknown rule: nothing written', async () => {
    const answer = await post(rudder, 'latest/rules/none', { enabled: false })
    expect(answer).toMatchObject({ status: 500, json: { errorDetails: "Rule with id 'none' was not found" } })
    expect(rudder.writes()).toEqual([])
  })

  test('what a test changes in the state is what the API shows', async () => {
    ruleNamed(rudder, 'Firewall').displayName = 'Firewall (new)'
    expect((await get(rudder, 'latest/rules')).text).toContain('Firewall (new)')
  })
})

describe('change validation', () => {
  beforeEach(() => {
    rudder.state.settings.enable_change_request = true
  })
  const list = async (query = '') => (await get(rudder, `latest/changeRequests${query}`)).json.data

  test('an update of supervised nodes answers what was asked for, with a change request, and changes nothing', async () => {
    const rule = ruleNamed(rudder, 'SSH hardening')
    const answer = await post(rudder, `${path('SSH hardening')}?changeRequestName=Coxswain%20p1&reason=x`, {
      enabled: false,
    })
    expect(answer.status).toBe(200)
    expect(answer.json.data.rules[0]).toMatchObject({ changeRequestId: '1', enabled: false })
    expect(rule.enabled).toBe(true)
    expect((await get(rudder, path('SSH hardening'))).json.data.rules[0].enabled).toBe(true)
    const [request, ...others] = await list()
    expect(others).toEqual([])
    expect(request).toMatchObject({
      id: 1,
      displayName: 'Coxswain p1',
      status: 'Pending validation',
      'created by': 'coxswain-write',
      acceptable: true,
      description: '',
      changes: { rules: [{ action: 'modify', change: { id: rule.id, enabled: { from: true, to: false } } }] },
    })
    expect((await get(rudder, 'latest/changeRequests/1')).json).toMatchObject({
      action: 'changeRequestDetails',
      data: { changeRequests: [{ id: 1 }] },
    })
  })

  test('the default name, deploying and declining', async () => {
    const { id } = ruleNamed(rudder, 'SSH hardening')
    await post(rudder, path('SSH hardening'), { enabled: false })
    await post(rudder, path('SSH hardening'), { shortDescription: 'other' })
    expect((await list())[0].displayName).toBe(`update rule 'SSH hardening' (${id}) by API request`)
    rudder.deploy(1)
    expect(ruleNamed(rudder, 'SSH hardening').enabled).toBe(false)
    expect((await list())[0]).toMatchObject({ id: 2, acceptable: false })
    rudder.cancel(2)
    expect(await list()).toEqual([])
    expect((await list('?status=closed')).map((one: { status: string }) => one.status)).toEqual([
      'Deployed',
      'Cancelled',
    ])
    expect(await list('?status=Deployed')).toHaveLength(1)
    expect(await list('?status=Pending%20validation')).toEqual([])
    expect(await list('?status=all&ruleId=other')).toEqual([])
    expect(() => rudder.deploy(1)).toThrow('already Deployed')
    expect(() => rudder.cancel(9)).toThrow('does not exist')
  })

  test('a rule on nodes that nobody supervises is changed at once', async () => {
    const answer = await post(rudder, path('Edge kiosk'), { enabled: false })
    expect(answer.json.data.rules[0]).not.toHaveProperty('changeRequestId')
    expect(ruleNamed(rudder, 'Edge kiosk').enabled).toBe(false)
  })

  test('a global token may not accept or decline', async () => {
    await post(rudder, path('SSH hardening'), { enabled: false })
    const answer = await post(rudder, 'latest/changeRequests/1/accept?status=deployed', {})
    expect(answer).toMatchObject({
      status: 500,
      json: {
        errorDetails:
          "Could not accept ChangeRequest 1; cause was: Unexpected: Inconsistency: User is not authorized to update a 'pending validation' change",
      },
    })
  })

  test.each([
    ['999', /change request with id 999 does not exist/],
    ['aaa', /'aaa' is not a valid change request id \(need to be an integer\)/],
  ])('the change request %s is not there', async (id, text) => {
    const answer = await get(rudder, `latest/changeRequests/${id}`)
    expect(answer.status).toBe(500)
    expect(answer.json.errorDetails).toMatch(text)
  })

  test('off: 500; not installed: not found, and updates are made', async () => {
    rudder.state.settings.enable_change_request = false
    expect((await get(rudder, 'latest/changeRequests')).json).toEqual({
      action: 'listChangeRequests',
      result: 'error',
      errorDetails: 'Workflow are disabled in Rudder, change request API is not available',
    })
    rudder.state.validation.installed = false
    rudder.state.settings.enable_change_request = true
    expect((await get(rudder, 'latest/changeRequests')).status).toBe(404)
    expect((await get(rudder, 'latest/info')).text).not.toContain('listChangeRequests')
    await post(rudder, path('SSH hardening'), { enabled: false })
    expect(ruleNamed(rudder, 'SSH hardening').enabled).toBe(false)
  })
})
