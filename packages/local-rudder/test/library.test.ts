import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type LocalRudder, startRudder } from '../src/index.ts'
import { get, post, put, remove, ruleNamed } from './ask-rudder.ts'

let rudder: LocalRudder
beforeEach(async () => {
  rudder = await startRudder({ nodes: 40, now: () => 1_000_000 })
})
afterEach(() => rudder.close())

const directive = (name: string) => {
  const found = rudder.state.directives.find(({ displayName }) => displayName === name)
  if (!found) throw new Error(`no directive ${name}`)
  return found
}

describe('directives', () => {
  test('are changed in part', async () => {
    const { id, parameters } = directive('SSH settings')
    const { json } = await post(rudder, `latest/directives/${id}`, { policyMode: 'audit', enabled: false })
    expect(json).toMatchObject({ action: 'updateDirective', id })
    expect(json.data.directives[0]).toMatchObject({ policyMode: 'audit', enabled: false, parameters })
    expect(directive('SSH settings')).toMatchObject({ policyMode: 'audit', enabled: false })
    expect(ruleNamed(rudder, 'SSH hardening').changedAt).toBe(1_000_000)
    expect(
      (await get(rudder, `latest/rules/${ruleNamed(rudder, 'SSH hardening').id}`)).json.data.rules[0].status,
    ).toEqual({
      value: 'Partially applied',
      details: "Directive 'SSH settings' disabled",
    })
  })

  test.each([
    [{ policyMode: 'loud' }, /Unable to parse policy mode name 'loud'/],
    [{ techniqueVersion: '9.9' }, /^Could not find technique sshConfiguration with version 9\.9\.$/],
  ])('are checked the same way as they are changed: %j', async (body, why) => {
    const before = structuredClone(directive('SSH settings'))
    for (const path of [`latest/directives/${before.id}/check`, `latest/directives/${before.id}`])
      expect((await post(rudder, path, body)).json.errorDetails).toMatch(why)
    expect(directive('SSH settings')).toEqual(before)
  })

  test('a check shows what would be, and changes nothing', async () => {
    const { id } = directive('SSH settings')
    const { json } = await post(rudder, `latest/directives/${id}/check`, { techniqueVersion: '2.0', enabled: false })
    expect(json).toMatchObject({ action: 'checkDirective' })
    expect(json.data.directives[0]).toMatchObject({ techniqueVersion: '2.0', enabled: false })
    expect(directive('SSH settings')).toMatchObject({ techniqueVersion: '1.0', enabled: true })
    expect(rudder.writes()).toEqual([])
  })

  test('a copy has the parameters and is always disabled', async () => {
    const source = directive('Root account')
    const { json } = await put(rudder, 'latest/directives', { source: source.id, displayName: 'Copy', enabled: true })
    expect(json.action).toBe('cloneDirective')
    expect(json.data.directives[0]).toMatchObject({ enabled: false, parameters: source.parameters })
  })

  test('a new one needs a technique and a name', async () => {
    const refused = async (body: object) => (await put(rudder, 'latest/directives', body)).json.errorDetails
    expect(await refused({ displayName: 'New one' })).toContain("'techniqueName'")
    expect(await refused({ displayName: 'New one', techniqueName: 'none' })).toContain('was not found')
    expect(await refused({ displayName: 'N', techniqueName: 'sshConfiguration' })).toContain('at least 3 char long')
    const { json } = await put(rudder, 'latest/directives', {
      displayName: 'New one',
      techniqueName: 'sshConfiguration',
    })
    expect(json).toMatchObject({
      action: 'createDirective',
      data: { directives: [{ techniqueVersion: '2.0', enabled: true }] },
    })
  })

  test('are deleted; one that never was too, with success', async () => {
    const { id } = directive('SSH banner')
    expect((await remove(rudder, `latest/directives/${id}`)).json.data.directives[0].displayName).toBe('SSH banner')
    expect((await get(rudder, `latest/directives/${id}`)).json.errorDetails).toBe(
      `Directive with id '${id}' was not found`,
    )
    expect(await remove(rudder, `latest/directives/${id}`)).toMatchObject({
      status: 200,
      json: { data: { directives: [{ id, displayName: '', parameters: {} }] } },
    })
  })

  test('open a change request where a rule of theirs reaches supervised nodes', async () => {
    rudder.state.settings.enable_change_request = true
    const { id } = directive('SSH settings')
    const { json } = await post(rudder, `latest/directives/${id}`, { enabled: false })
    expect(json.data.directives[0]).toMatchObject({ enabled: false, changeRequestId: '1' })
    expect(directive('SSH settings').enabled).toBe(true)
    const [request] = (await get(rudder, `latest/changeRequests?directiveId=${id}`)).json.data
    expect(request).toMatchObject({
      displayName: `update directive 'SSH settings' (${id}) from API`,
      changes: { rules: [], directives: [{ action: 'modify', change: { enabled: { from: true, to: false } } }] },
    })
    const free = await post(rudder, `latest/directives/${directive('Kiosk browser').id}`, { enabled: false })
    expect(free.json.data.directives[0]).not.toHaveProperty('changeRequestId')
  })

  test('hang in a tree of categories and techniques', async () => {
    const [root] = (await get(rudder, 'latest/directives/tree')).json.data.directives
    const security = root.subCategories.find(({ name }: { name: string }) => name === 'security')
    const ssh = security.techniques.find(({ id }: { id: string }) => id === 'sshConfiguration')
    expect(ssh.directives.map((one: { displayName: string }) => one.displayName)).toContain('SSH settings')
  })
})

describe('techniques', () => {
  const editor = { id: 'made', name: 'Made', version: '1.0', category: 'ncf_techniques', calls: [], parameters: [] }

  test('of the editor are whole, others next to nothing', async () => {
    const { json } = await get(rudder, 'latest/techniques')
    expect(json.action).toBe('getTechniques')
    const one = (id: string) => json.data.techniques.find((each: { id: string }) => each.id === id)
    expect(Object.keys(one('userManagement'))).toEqual(['name', 'id', 'version', 'source'])
    expect(one('linux_baseline')).toMatchObject({ source: 'editor', parameters: [{ name: 'banner' }] })
  })

  test('have versions, resources, revisions, categories and directives', async () => {
    const data = async (path: string) => (await get(rudder, `latest/techniques/${path}`)).json.data
    expect((await data('versions')).techniques).toContainEqual({ name: 'sshConfiguration', versions: ['1.0', '2.0'] })
    expect((await data('sshConfiguration')).techniques).toHaveLength(2)
    expect((await data('sshConfiguration/2.0')).techniques).toHaveLength(1)
    expect((await data('linux_baseline/1.0/resources')).resources).toEqual([{ path: 'banner.txt', state: 'untouched' }])
    expect((await data('linux_baseline/1.0/revisions')).techniques[0]).toMatchObject({ author: 'marc' })
    expect((await data('categories')).techniqueCategories).toMatchObject({ id: '/', subCategories: expect.any(Array) })
    expect((await data('userManagement/directives')).directives).toHaveLength(3)
    expect((await data('sshConfiguration/2.0/directives')).directives).toEqual([])
  })

  test.each([
    ['sshConfiguration/3.0/directives', "Version '3.0' of Technique 'sshConfiguration' does not exist"],
    ['sshConfiguration/X.Y/directives', /because we could not parse 'X.Y' as a valid technique version$/],
    ['sshConfiguration/3.0', "Version '3.0' of Technique 'sshConfiguration' does not exist"],
    ['none', "Technique 'none' was not found"],
  ])('that are not there: %s', async (path, why) => {
    const { status, json } = await get(rudder, `latest/techniques/${path}`)
    expect(status).toBe(500)
    expect(json.errorDetails).toEqual(typeof why === 'string' ? why : expect.stringMatching(why))
  })

  test('are made, changed and deleted, but not where a directive is made of them', async () => {
    expect((await put(rudder, 'latest/techniques', editor)).json).toMatchObject({ action: 'createTechnique' })
    expect((await put(rudder, 'latest/techniques', editor)).json.errorDetails).toContain('must be unique')
    const climbing = { ...editor, id: 'x', name: 'x', category: '../../tmp' }
    expect((await put(rudder, 'latest/techniques', climbing)).json.errorDetails).toContain('Unauthorized access')
    const changed = await post(rudder, 'latest/techniques/made/1.0', { ...editor, name: 'Other' })
    expect(changed.json.data.techniques[0].name).toBe('Other')
    const gone = await remove(rudder, 'latest/techniques/made/1.0')
    expect(gone.json.data.techniques).toEqual({ id: 'made', version: '1.0' })
    expect((await remove(rudder, 'latest/techniques/userManagement/1.0')).json.errorDetails).toContain(
      'directives based',
    )
  })

  test('and methods are read again; in 8.0 three endpoints have one name', async () => {
    expect((await post(rudder, 'latest/techniques/reload', {})).json).toMatchObject({ action: 'updateTechniques' })
    expect((await post(rudder, 'latest/methods/reload', {})).json.data.methods.file_content.name).toBe('File content')
    expect((await get(rudder, 'latest/methods')).json.action).toBe('methods')
    const old = await startRudder({ api: 18, nodes: 4 })
    for (const path of ['methods', 'techniques/categories'])
      expect((await get(old, `latest/${path}`)).json.action).toBe('getMethods')
    await old.close()
  })
})
