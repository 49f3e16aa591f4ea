import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Asked, openRequest } from '../src/change.ts'
import { type LocalRudder, startRudder } from '../src/index.ts'
import { get, post, put, remove, ruleNamed } from './ask-rudder.ts'

let rudder: LocalRudder
const start = async (api: number) => {
  rudder = await startRudder({ nodes: 40, api, now: () => 1_000_000 })
  rudder.state.settings.enable_change_request = true
  const path = `latest/rules/${ruleNamed(rudder, 'SSH hardening').id}`
  await post(rudder, path, { enabled: false })
}
beforeEach(() => start(21))
afterEach(() => rudder.close())

const one = () => rudder.state.changeRequests[0]
const validator = () => ({ token: rudder.tokens.validator })
const accept = (status: string) =>
  post(rudder, `latest/changeRequests/1/accept${status && `?status=${status}`}`, {}, validator())

describe('a change request', () => {
  test('is decided by nobody with a global token, whatever it may otherwise', async () => {
    const role = "User is not authorized to update a 'pending validation' change"
    const step =
      "Could not decline ChangeRequest 1 details cause is: could not decline ChangeRequest 1, because status 'Pending validation' cannot be cancelled."
    const to = (verb: string) => `Could not ${verb} ChangeRequest 1`
    const in80 = `${to('decline')} details cause is: ${to('decline')} <- ${role}.`
    for (const [api, accepting, declining] of [
      [18, in80, in80],
      [
        21,
        `${to('accept')}; cause was: Unexpected: Inconsistency: ${role}`,
        `${to('decline')}; cause was: Unexpected: Inconsistency: ${step}`,
      ],
      [23, `${to('accept')}; cause was: Inconsistency: ${role}`, `${to('decline')}; cause was: Inconsistency: ${step}`],
    ] as const) {
      await rudder.close()
      await start(api)
      const answers = [
        await post(rudder, 'latest/changeRequests/1/accept?status=deployed', {}),
        await remove(rudder, 'latest/changeRequests/1'),
      ]
      expect(answers.map(({ status }) => status)).toEqual([500, 500])
      expect(answers.map(({ json }) => json.errorDetails)).toEqual([accepting, declining])
      expect(one()?.status).toBe('Pending validation')
    }
  })

  test('is deployed by a validator, and the rule is as asked', async () => {
    const { json } = await accept('deployed')
    expect(json).toMatchObject({
      action: 'acceptChangeRequest',
      id: '1',
      data: { changeRequests: [{ status: 'Deployed' }] },
    })
    expect(ruleNamed(rudder, 'SSH hardening').enabled).toBe(false)
    expect((await accept('deployed')).json.errorDetails).toContain('has already been deployed')
    expect((await remove(rudder, 'latest/changeRequests/1', validator())).json.errorDetails).toContain(
      "because status 'Deployed' cannot be cancelled",
    )
  })

  test('may be validated first', async () => {
    expect((await accept('pending%20deployment')).json.data.changeRequests[0].status).toBe('Pending deployment')
    expect(ruleNamed(rudder, 'SSH hardening').enabled).toBe(true)
    expect((await get(rudder, 'latest/changeRequests?status=open')).json.data).toHaveLength(1)
    await accept('deployed')
    expect(ruleNamed(rudder, 'SSH hardening').enabled).toBe(false)
  })

  test('needs the status among the parameters: the documented JSON is not read', async () => {
    const answer = await post(rudder, 'latest/changeRequests/1/accept', { status: 'deployed' }, validator())
    expect(answer.json.errorDetails).toContain('workflow status should not be empty')
    expect((await accept('loved')).json.errorDetails).toContain("'loved' is not a possible state for change requests")
  })

  test('is declined, and cannot be any more', async () => {
    const { json } = await remove(rudder, 'latest/changeRequests/1', validator())
    expect(json).toMatchObject({ action: 'declineChangeRequest', data: { changeRequests: [{ status: 'Cancelled' }] } })
    expect((await remove(rudder, 'latest/changeRequests/1', validator())).json.errorDetails).toContain(
      "because status 'Cancelled' cannot be cancelled",
    )
    expect((await accept('deployed')).json.errorDetails).toContain('ChangeRequest 1 has already been cancelled.')
  })

  test('is decided with a reason where one is mandatory, and categories of groups are made with one', async () => {
    rudder.state.settings.mandatory_change_message = true
    const why = /Reason field is mandatory and should be at least 5 characters long$/
    expect((await accept('deployed')).json.errorDetails).toMatch(why)
    expect((await accept('deployed&reason=no')).json.errorDetails).toMatch(/Reason field should be at least 5/)
    const category = { parent: 'GroupRoot', name: 'New' }
    expect((await put(rudder, 'latest/groups/categories', category)).json.errorDetails).toMatch(why)
    expect((await put(rudder, 'latest/groups/categories?reason=INC-4312', category)).status).toBe(200)
    expect((await accept('deployed&reason=INC-4312')).status).toBe(200)
    await rudder.close()
    await start(23)
    rudder.state.settings.mandatory_change_message = true
    expect((await accept('deployed')).json.errorDetails).toMatch(
      /^Could not accept ChangeRequest 1; cause was: There was an error while extracting reason message; cause was: Inc/,
    )
  })

  test('is renamed: by parameters, and from 9.0 on by JSON', async () => {
    await post(rudder, 'latest/changeRequests/1?name=Other', { name: 'Unread' })
    expect(one()?.displayName).toBe('Other')
    await rudder.close()
    await start(23)
    await post(rudder, 'latest/changeRequests/1?name=Unread', { name: 'Mine', description: 'Why' })
    expect(one()).toMatchObject({ displayName: 'Mine', description: 'Why' })
  })

  test('of one’s own is accepted through the API in old versions, and not in new ones', async () => {
    const own = () => Object.assign(one() ?? {}, { createdBy: 'vera' })
    own()
    expect((await accept('deployed')).status).toBe(200)
    await rudder.close()
    await start(23)
    own()
    const validating = (await accept('pending%20deployment')).json.errorDetails
    expect(validating).toContain('SecurityError: You are not authorized to do that action on your own change request')
    rudder.state.settings.enable_self_deployment = false
    expect((await accept('deployed')).json.errorDetails).toContain('self-deployment is disabled.')
    const declined = (await remove(rudder, 'latest/changeRequests/1', validator())).json.errorDetails
    expect(declined).toContain("because status 'Pending validation' cannot be cancelled.")
  })
})

describe('what a change request reports', () => {
  const reported = async (change: Asked['change'], api = 21) => {
    await rudder.close()
    await start(api)
    rudder.state.changeRequests.pop()
    openRequest(rudder.state, { displayName: '', description: '', createdBy: 'nadia', change })
    const [request] = (await get(rudder, 'latest/changeRequests')).json.data
    expect(request).toMatchObject({ displayName: '', 'created by': 'nadia' })
    return request.changes
  }
  const rule = () => structuredClone(ruleNamed(rudder, 'SSH hardening'))

  test('of a modified rule: targets as strings that hold JSON, unchanged parts as they are, never its tags', async () => {
    const before = { ...rule(), targets: [{ include: { or: ['group:a'] }, exclude: { or: [] } }], tags: [] }
    const after = { ...before, targets: ['special:all'], tags: [{ critical: 'yes' }] }
    const { rules } = await reported({ kind: 'rule', before, after })
    expect(rules).toEqual([
      {
        action: 'modify',
        change: {
          type: 'RuleModifyChangeJson',
          id: before.id,
          displayName: 'SSH hardening',
          enabled: true,
          shortDescription: before.shortDescription,
          longDescription: before.longDescription,
          directives: before.directives,
          targets: { from: ['{"include":{"or":["group:a"]},"exclude":{"or":[]}}'], to: ['special:all'] },
        },
      },
    ])
    const newer = await reported({ kind: 'rule', before, after: { ...before, categoryId: 'legacy' } }, 23)
    expect(newer.rules[0].change.categoryId).toEqual({ from: before.categoryId, to: 'legacy' })
  })

  test('of the mode of a directive: nothing until 8.3, and only the side that is not the default from 9.0 on', async () => {
    const before = structuredClone(rudder.state.directives[0])
    if (!before) throw new Error('no directive')
    const after = { ...before, policyMode: 'enforce' as const }
    const change = { kind: 'directive' as const, before: { ...before, policyMode: 'default' as const }, after }
    expect((await reported(change)).directives[0].change).not.toHaveProperty('policyMode')
    expect((await reported(change, 23)).directives[0].change.policyMode).toEqual({ to: 'enforce' })
  })

  test('of the query of a group: text until 8.3, JSON from 9.0 on, and the missing side left out', async () => {
    const before = structuredClone(rudder.state.groups[0])
    if (!before) throw new Error('no group')
    const query = {
      select: 'node',
      composition: 'or',
      where: [{ objectType: 'node', attribute: 'osName', comparator: 'eq', value: 'Debian' }],
    }
    const change = { kind: 'group' as const, before: { ...before, query: undefined }, after: { ...before, query } }
    expect((await reported(change)).groups[0].change.query).toEqual({
      to: "{ returnType:'node' (identity) with 'Or' criteria [node.osName eq Debian] }",
    })
    expect((await reported(change, 23)).groups[0].change.query).toEqual({ to: query })
  })

  test('of what is created or deleted: the whole object, secrets too; of several objects all', async () => {
    const made = { ...rule(), id: 'made', displayName: 'Made', tags: [{ critical: 'yes' }] }
    const property = { id: 'proxy', value: 'play-secret-1', description: 'Why' }
    const changes = await reported([
      { kind: 'rule', before: undefined, after: made },
      { kind: 'parameter', before: property, after: { ...property, value: 'play-secret-2' } },
      { kind: 'parameter', before: property, after: undefined },
    ])
    expect(changes.rules).toMatchObject([{ action: 'create', change: { id: 'made', tags: [{ critical: 'yes' }] } }])
    expect(changes.parameters).toMatchObject([
      { action: 'modify', change: { name: 'proxy', value: { from: 'play-secret-1', to: 'play-secret-2' } } },
      { action: 'delete', change: { id: 'proxy', value: 'play-secret-1' } },
    ])
    rudder.deploy(1)
    expect(ruleNamed(rudder, 'Made').id).toBe('made')
    expect(rudder.state.properties.some(({ id }) => id === 'proxy')).toBe(false)
  })
})
