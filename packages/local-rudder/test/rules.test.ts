import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type LocalRudder, startRudder } from '../src/index.ts'
import { get, post, put, remove, ruleNamed } from './ask-rudder.ts'

let rudder: LocalRudder
beforeEach(async () => {
  rudder = await startRudder({ nodes: 40, now: () => 1_000_000 })
})
afterEach(() => rudder.close())

describe('a new rule', () => {
  test('is made, with what was sent and the rest empty', async () => {
    const sent = { displayName: 'New', directives: [], targets: ['special:all'], category: 'base' }
    const { json } = await put(rudder, 'latest/rules?reason=why', sent)
    const [rule] = json.data.rules
    expect(json).toMatchObject({ action: 'createRule', id: rule.id, result: 'success' })
    expect(rule).toMatchObject({
      displayName: 'New',
      categoryId: 'base',
      targets: [{ include: { or: ['special:all'] }, exclude: { or: [] } }],
      enabled: true,
      status: { value: 'In application' },
    })
    expect(ruleNamed(rudder, 'New').id).toBe(rule.id)
    expect(rudder.state.eventLog.at(-1)).toMatchObject({ reason: 'why', actor: 'coxswain-write' })
  })

  test.each([
    [{}, "Error when creating new rule; cause was: Inconsistency: Missing manadatory parameter 'displayName'"],
    [
      { displayName: 'Firewall' },
      /Cannot create a rule with name Firewall.*there is already a rule with the same name/,
    ],
    [
      { displayName: 'X', id: 'x', source: 'none' },
      "Error when creating new rule; cause was: Could not create rule 'X' (id:x) by cloning rule 'none'); cause was: Inconsistency: Rule with id 'none' was not found",
    ],
    [{ displayName: 'X', enabled: 'no' }, /\.enabled\(expected 'true' or 'false' got '"'\)/],
  ])('is refused for %j', async (body, why) => {
    const count = rudder.state.rules.length
    const answer = await put(rudder, 'latest/rules', body)
    expect(answer.status).toBe(500)
    expect(answer.json.errorDetails).toEqual(typeof why === 'string' ? why : expect.stringMatching(why))
    expect(rudder.state.rules).toHaveLength(count)
  })

  test('may be a copy, but for what was sent', async () => {
    const source = ruleNamed(rudder, 'SSH hardening')
    const { json } = await put(rudder, 'latest/rules', { source: source.id, displayName: 'Copy', enabled: false })
    expect(json.action).toBe('cloneRule')
    expect(ruleNamed(rudder, 'Copy')).toMatchObject({
      directives: source.directives,
      enabled: false,
      tags: source.tags,
    })
    expect(ruleNamed(rudder, 'Copy').id).not.toBe(source.id)
  })

  test('opens no change request where validation is on: it comes disabled', async () => {
    rudder.state.settings.enable_change_request = true
    const { json } = await put(rudder, 'latest/rules', {
      source: ruleNamed(rudder, 'SSH hardening').id,
      displayName: 'Copy',
      enabled: true,
    })
    expect(json.data.rules[0]).toMatchObject({ enabled: false })
    expect(json.data.rules[0]).not.toHaveProperty('changeRequestId')
    expect(rudder.state.changeRequests).toEqual([])
  })
})

describe('a deleted rule', () => {
  test('is shown once more, and gone', async () => {
    const { id } = ruleNamed(rudder, 'Firewall')
    const { json } = await remove(rudder, `latest/rules/${id}`)
    expect(json).toMatchObject({ action: 'deleteRule', id, data: { rules: [{ id, displayName: 'Firewall' }] } })
    expect((await get(rudder, `latest/rules/${id}`)).status).toBe(500)
    expect((await get(rudder, `latest/compliance/rules/${id}`)).status).toBe(500)
  })

  test('that never was is deleted with success, and empty', async () => {
    const answer = await remove(rudder, 'latest/rules/none')
    expect(answer).toMatchObject({
      status: 200,
      json: { result: 'success', data: { rules: [{ id: 'none', displayName: '' }] } },
    })
  })

  test('stays where it must be validated, until that is deployed', async () => {
    rudder.state.settings.enable_change_request = true
    const { id } = ruleNamed(rudder, 'SSH hardening')
    const { json } = await remove(rudder, `latest/rules/${id}?changeRequestName=Mine`)
    expect(json.data.rules[0]).toMatchObject({ id, changeRequestId: '1' })
    expect(ruleNamed(rudder, 'SSH hardening')).toBeDefined()
    const [request] = (await get(rudder, 'latest/changeRequests')).json.data
    expect(request).toMatchObject({ displayName: 'Mine', changes: { rules: [{ action: 'delete', change: { id } }] } })
    rudder.deploy(1)
    expect(rudder.state.rules.some((rule) => rule.id === id)).toBe(false)
    expect((await get(rudder, 'latest/changeRequests?status=closed')).json.data[0].acceptable).toBe(false)
  })

  test('needs a token that writes', async () => {
    const { id } = ruleNamed(rudder, 'Firewall')
    const token = rudder.tokens.read
    expect((await remove(rudder, `latest/rules/${id}`, { token })).json.errorDetails).toMatch(/^Authorization error/)
    expect((await put(rudder, 'latest/rules', {}, { token })).json.errorDetails).toMatch(/^Authorization error/)
    expect(rudder.writes()).toEqual([])
  })
})

describe.each([
  ['rules', 'rule', 'rootRuleCategory', 'rules'],
  ['groups', 'group', 'GroupRoot', 'groups'],
])('categories of %s', (path, word, root, content) => {
  const key = `${word}Categories`
  const name = `${word.charAt(0).toUpperCase()}${word.slice(1)}Category`

  test('are made, changed, moved, shown in the tree, and deleted', async () => {
    const made = await put(rudder, `latest/${path}/categories`, { parent: root, name: 'Newer', id: 'new' })
    expect(made.json).toMatchObject({
      action: `create${name}`,
      data: { [key]: { id: 'new', parent: root, [content]: [] } },
    })
    const inner = { parent: 'new', name: 'Inner', id: 'inner' }
    await put(rudder, `latest/${path}/categories`, inner)
    const changed = await post(rudder, `latest/${path}/categories/new`, { name: 'Other', description: 'What it is' })
    expect(changed.json).toMatchObject({
      action: `update${name}`,
      data: { [key]: { name: 'Other', categories: ['inner'] } },
    })
    const tree = (await get(rudder, `latest/${path}/tree`)).json.data[key]
    expect(tree).toMatchObject({ id: root, parent: root })
    const found = tree.categories.find(({ id }: { id: string }) => id === 'new')
    expect(found).toMatchObject({ name: 'Other', categories: [{ id: 'inner', categories: [], [content]: [] }] })
    const full = await remove(rudder, `latest/${path}/categories/new`)
    expect(full.json.errorDetails).toBe("Cannot delete category 'Other' since that category is not empty")
    for (const id of ['inner', 'new'])
      expect((await remove(rudder, `latest/${path}/categories/${id}`)).status).toBe(200)
    expect((await get(rudder, `latest/${path}/categories/new`)).json.errorDetails).toContain('was not found')
  })

  test('hold what is in them', async () => {
    const id = word === 'rule' ? 'security' : 'sites'
    const { json } = await get(rudder, `latest/${path}/categories/${id}`)
    expect(json.action).toBe(`get${name}Details`)
    expect(json.data[key][content].length).toBeGreaterThan(4)
    const tree = (await get(rudder, `latest/${path}/tree`)).json.data[key]
    const whole = tree.categories.find((one: { id: string }) => one.id === id)[content]
    expect(whole.map((one: { id: string }) => one.id).toSorted()).toEqual(json.data[key][content])
  })

  test('have a name and a parent', async () => {
    const refused = async (body: object) => (await put(rudder, `latest/${path}/categories`, body)).json.errorDetails
    const short = "'displayName' is mandatory and must be at least 3 char long"
    expect(await refused({ parent: root })).toContain(word === 'rule' ? short : 'name is not defined')
    expect(await refused({ parent: 'none', name: 'Newer' })).toContain(
      "The parent category 'none' was not found, can not add",
    )
    const twice = { parent: root, name: 'Newer' }
    await put(rudder, `latest/${path}/categories`, twice)
    expect(await refused(twice)).toContain('a category with the same name exists at the same level')
    expect(await refused({ parent: root, name: 'sh' })).toBe(
      word === 'rule'
        ? short
        : "Could not create group category; cause was: Unexpected: (Group category name 'sh' must at least have a 3 character size)",
    )
  })
})

test('categories of the system are not deleted', async () => {
  const { json } = await remove(rudder, 'latest/groups/categories/SystemGroups')
  expect(json).toMatchObject({
    id: 'SystemGroups',
    errorDetails: expect.stringContaining('cause is: system categories cannot be deleted.'),
  })
  const { categories } = (await get(rudder, 'latest/groups/tree?includeSystem=false')).json.data.groupCategories
  expect(categories.map(({ id }: { id: string }) => id)).not.toContain('SystemGroups')
})
