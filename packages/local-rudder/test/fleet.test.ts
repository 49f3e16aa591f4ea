import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type LocalRudder, startRudder } from '../src/index.ts'
import { get, post, put, remove, ruleNamed } from './ask-rudder.ts'

let rudder: LocalRudder
beforeEach(async () => {
  rudder = await startRudder({ nodes: 60, now: () => 1_000_000_000 })
})
afterEach(() => rudder.close())

const group = (name: string) => {
  const found = rudder.state.groups.find(({ displayName }) => displayName === name)
  if (!found) throw new Error(`no group ${name}`)
  return found
}
const jumps = {
  select: 'node',
  composition: 'and',
  where: [{ objectType: 'node', attribute: 'nodeHostname', comparator: 'regex', value: 'jump-.*' }],
}

describe('groups', () => {
  test('are made with the nodes that their query finds', async () => {
    const { json } = await put(rudder, 'latest/groups', { displayName: 'Jumps', category: 'sites', query: jumps })
    const [made] = json.data.groups
    expect(json.action).toBe('createGroup')
    expect(made).toMatchObject({
      category: 'sites',
      dynamic: true,
      enabled: true,
      query: jumps,
      target: `group:${made.id}`,
    })
    expect(made.nodeIds).toEqual(group('Jump hosts').nodeIds.toSorted())
    expect(made.nodeIds.length).toBeGreaterThan(0)
    const copy = await put(rudder, 'latest/groups', { source: made.id, displayName: 'Copy' })
    expect(copy.json).toMatchObject({ action: 'cloneGroup', data: { groups: [{ displayName: 'Copy', query: jumps }] } })
  })

  test.each([
    [
      {},
      "Error when creating new group; cause was: Inconsistency: 'displayName' is mandatory and must be at least 3 char long",
    ],
    [{ displayName: 'abc' }, "'displayName' is mandatory and must be at least 3 char long"],
    [
      { displayName: 'Jump hosts', id: 'x' },
      "Cannot create a group 'Jump hosts': a group with the same id (x) or name already exists",
    ],
    [{ displayName: 'Other', category: 'none' }, "Entry with ID 'none' was not found"],
    [{ displayName: 'Other', source: 'none' }, "Group with id 'none' was not found'"],
  ])('are refused for %j', async (body, why) => {
    expect((await put(rudder, 'latest/groups', body)).json.errorDetails).toContain(why)
  })

  test('are reloaded by a GET, which a read token may, and which is a write', async () => {
    const { id } = group('Jump hosts')
    const [renamed] = rudder.state.nodes.filter(({ hostname }) => hostname.startsWith('jump-'))
    if (!renamed) throw new Error('no jump host')
    renamed.hostname = 'hop-01.paris1.acme.net'
    expect(group('Jump hosts').nodeIds).toContain(renamed.id)
    const token = rudder.tokens.read
    const { json } = await get(rudder, `latest/groups/${id}/reload`, { token })
    expect(json.action).toBe('reloadGroup')
    expect(json.data.groups[0].nodeIds).not.toContain(renamed.id)
    expect(rudder.writes()).toHaveLength(1)
    expect((await post(rudder, `latest/groups/${id}/reload`, {})).status).toBe(404)
  })

  test('are changed; a change of supervised ones must be validated', async () => {
    rudder.state.settings.enable_change_request = true
    const free = await post(rudder, `latest/groups/${group('Edge devices').id}`, { enabled: false })
    expect(free.json.data.groups[0]).toMatchObject({ enabled: false })
    expect(free.json.data.groups[0]).not.toHaveProperty('changeRequestId')
    const held = await post(rudder, `latest/groups/${group('DMZ Linux').id}`, { enabled: false })
    expect(held.json.data.groups[0]).toMatchObject({ enabled: false, changeRequestId: '1' })
    expect(group('DMZ Linux').enabled).toBe(true)
  })

  test('are deleted, but not those of the system; one that never was is, with success', async () => {
    const { id } = group('Not yet')
    expect((await remove(rudder, `latest/groups/${id}`)).json.data.groups[0].displayName).toBe('Not yet')
    expect((await get(rudder, `latest/groups/${id}`)).status).toBe(500)
    expect((await remove(rudder, 'latest/groups/none')).json.data.groups).toEqual([
      expect.objectContaining({ id: 'none', displayName: '', groupClass: [], target: '', enabled: false }),
    ])
    expect((await remove(rudder, 'latest/groups/all-nodes')).json.errorDetails).toBe(
      "Could not delete group 'all-nodes', cause is: system groups cannot be deleted.",
    )
  })
})

describe('nodes that wait', () => {
  const waiting = async () => (await get(rudder, 'latest/nodes/pending')).json.data.nodes
  const decide = (id: string, body: unknown, extra = {}) => post(rudder, `latest/nodes/pending/${id}`, body, extra)

  test('are accepted, and are nodes then', async () => {
    const [first, ...others] = await waiting()
    expect(first).toMatchObject({ status: 'pending', hostname: 'web-190.lyon2.acme.net' })
    const { json } = await decide(first.id, { status: 'accepted' })
    expect(json).toMatchObject({ action: 'changePendingNodeStatus', data: { nodes: [{ status: 'accepted' }] } })
    expect(await waiting()).toEqual(others)
    expect((await get(rudder, `latest/nodes/${first.id}`)).json.data.nodes[0]).toMatchObject({ status: 'accepted' })
  })

  test('are in the dynamic groups whose query finds them once they are accepted, and get their rules', async () => {
    const [first] = await waiting()
    const has = () =>
      rudder.state.groups.filter(({ nodeIds }) => nodeIds.includes(first.id)).map(({ displayName }) => displayName)
    expect(has()).toEqual([])
    await decide(first.id, { status: 'accepted' })
    expect(has()).toEqual(['Web servers', 'Site lyon2', 'All nodes'])
    const { rules } = (await get(rudder, `latest/compliance/nodes/${first.id}?level=2`)).json.data.nodes[0]
    expect(rules.map(({ name }: { name: string }) => name)).toContain('Web TLS baseline')
  })

  test('are refused; the answer says pending all the same', async () => {
    const [first] = await waiting()
    const { json } = await decide(first.id, 'status=refused', {
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    })
    expect(json.data.nodes[0].status).toBe('pending')
    expect(await waiting()).toHaveLength(2)
    expect((await get(rudder, `latest/nodes/${first.id}`)).status).toBe(500)
  })

  test.each([
    [{ status: 'loved' }, /unknown status 'loved'/],
    [{}, /Node status not correctly sent/],
  ])('are neither for %j', async (body, why) => {
    const [first] = await waiting()
    expect((await decide(first.id, body)).json.errorDetails).toMatch(why)
    const gone = async (status: string) => (await decide('none', { status })).json.errorDetails
    expect(await gone('accepted')).toContain("Missing inventory for node with ID: 'none'")
    expect(await gone('refused')).toContain("Node with id 'none' was not found in pending nodes")
    expect(await waiting()).toHaveLength(3)
  })
})

describe('a run of the agent', () => {
  const run = (id: string) => post(rudder, `latest/nodes/${id}/applyPolicy`, {})

  test('is told as text, in pieces filled up with NUL, and takes up new policies', async () => {
    const node = rudder.state.nodes.find(({ silent }) => !silent)
    if (!node) throw new Error('no node')
    node.pending = true
    const { status, type, text } = await run(node.id)
    expect([status, type]).toEqual([200, 'text/plain;charset=utf-8'])
    expect(text).toContain('\0\0')
    expect(text).toMatch(/components verified in \d+ directives/)
    expect(text.replaceAll('\0', '')).toMatch(/\nExecution time: [\d.]+s\n#{80}\n$/)
    expect(node.pending).toBe(false)
  })

  test('that breaks off ends with an error, after what was printed so far', async () => {
    const [node] = rudder.state.nodes
    if (!node) throw new Error('no node')
    node.runBreaks = true
    const { status, text } = await run(node.id)
    expect(status).toBe(200)
    expect(text).toMatch(/^Start execution with config/)
    expect(text).toMatch(/\0Error when trying to contact internal remote-run API: Read timed out$/)
    expect(text).not.toContain('Execution time')
  })

  test('that cannot be made is 200 as well', async () => {
    const { id } = rudder.state.nodes.find(({ silent }) => silent) ?? { id: '' }
    expect(await run(id)).toMatchObject({ status: 200, text: expect.stringMatching(/^Error occurred when contacting/) })
    expect((await run('none')).json).toMatchObject({
      action: 'applyPolicy',
      errorDetails: "Node with id 'none' was not found",
    })
  })
})

describe('compliance', () => {
  const directive = () => ruleNamed(rudder, 'SSH hardening').directives[0] ?? ''
  const of = async (path: string) => (await get(rudder, `latest/compliance/${path}`)).json.data

  test.each([
    [1, [], []],
    [2, ['rules', 'nodes'], []],
    [3, ['rules', 'nodes'], ['components']],
    [4, ['rules', 'nodes'], ['components']],
  ])('of a directive, level %i', async (level, above, below) => {
    const { directiveCompliance: whole } = await of(`directives/${directive()}?level=${level}`)
    expect(['rules', 'nodes'].filter((key) => key in whole)).toEqual(above)
    for (const rule of whole.rules ?? []) {
      expect(Object.keys(rule).filter((key) => key === 'components')).toEqual(below)
      if (level === 3) expect(rule.components).toEqual([])
      if (level === 4) expect(rule.components[0]).toHaveProperty('nodes')
    }
  })

  test('of a directive: the nodes are made of components, so their list is empty below level 4', async () => {
    const at = async (level: number) => (await of(`directives/${directive()}?level=${level}`)).directiveCompliance
    expect([(await at(2)).nodes, (await at(3)).nodes]).toEqual([[], []])
    expect((await at(4)).nodes.length).toBeGreaterThan(0)
  })

  test('of a directive at level 1: no figure on newer servers, which read no rules for it', async () => {
    const path = `directives/${directive()}?level=1`
    expect((await of(path)).directiveCompliance).toMatchObject({ compliance: 0, complianceDetails: {} })
    const old = await startRudder({ api: 18, nodes: 12 })
    const { data } = (await get(old, `latest/compliance/${path}`)).json
    expect(data.directiveCompliance.complianceDetails).not.toEqual({})
    await old.close()
  })

  test('of all directives, an overridden one is skipped in its rule', async () => {
    const { directivesCompliance } = await of('directives?level=2')
    // And two of Rudder itself.
    expect(directivesCompliance).toHaveLength(rudder.state.directives.length + 2)
    const legacy = directivesCompliance.find((one: { name: string }) => one.name === 'SSH settings (legacy)')
    expect(legacy).toMatchObject({
      complianceDetails: {},
      rules: [
        { name: 'Legacy SSH baseline', policyMode: 'skipped', skippedDetails: { overridingRuleName: 'SSH hardening' } },
      ],
    })
  })

  test('of a directive as CSV, every cell quoted', async () => {
    const { type, text } = await get(rudder, `latest/compliance/directives/${directive()}?format=csv`)
    expect(type).toBe('text/plain;charset=utf-8')
    const [head, ...rows] = text.trimEnd().split('\n')
    expect(head).toBe('"Rule","Block","Component","Node","Value","Status","Message"')
    expect(rows.length).toBeGreaterThan(0)
    for (const row of rows) expect(row).toMatch(/^"[^"]*"(,"([^"]|"")*"){6}$/)
    const other = await get(rudder, `latest/compliance/directives/${directive()}?format=xml`)
    expect(other.json.errorDetails).toBe("Wrong type of value for compliance format 'xml', expected : [csv, json]")
    expect((await get(rudder, 'latest/compliance/directives/x')).json.errorDetails).toBe(
      "Directive with id 'x' not found'",
    )
  })

  test('of a group: all rules on its nodes, or those that name it; not in 8.0', async () => {
    const { id } = group('DMZ Linux')
    const all = (await of(`groups/${id}?level=2`)).nodeGroups[0]
    const own = (await of(`groups/${id}/target?level=2`)).nodeGroups[0]
    const names = (one: { rules: { name: string }[] }) => one.rules.map(({ name }) => name)
    expect(names(own)).toContain('SSH hardening')
    expect(names(own)).not.toContain('Firewall')
    expect(names(all)).toEqual(expect.arrayContaining([...names(own), 'Firewall']))
    expect((await of('groups/special:all?level=1')).nodeGroups[0]).toMatchObject({ id: 'special:all' })
    const old = await startRudder({ api: 18, nodes: 4 })
    expect((await get(old, `latest/compliance/groups/${id}`)).status).toBe(404)
    await old.close()
  })
})
