import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type LocalRudder, startRudder } from '../src/index.ts'
import { get } from './ask-rudder.ts'

const started = new Map<number, LocalRudder>()
beforeAll(async () => {
  for (const api of [18, 21, 23]) started.set(api, await startRudder({ api, nodes: 20 }))
})
afterAll(async () => {
  for (const one of started.values()) await one.close()
})
const rudder = (api: number): LocalRudder => {
  const found = started.get(api)
  if (!found) throw new Error(`no Rudder with API ${api}`)
  return found
}
const version = (value: string) => ({ headers: { 'X-API-Version': value } })

describe('versions', () => {
  test.each([
    [18, [14, 15, 16, 17, 18], '8.0.10'],
    [21, [18, 19, 20, 21], '8.3.13'],
    [23, [21, 22, 23], '9.1.4'],
  ])('API %i offers %j', async (api, versions, release) => {
    const { data } = (await get(rudder(api), 'latest/info')).json
    expect(data.availableVersions.latest).toBe(api)
    expect(data.availableVersions.all.map((one: { version: number }) => one.version)).toEqual(versions)
    expect(data.endpoints).toContainEqual({
      listRules: 'List all rules with their information',
      GET: `[${versions.join(',')}] /rules`,
    })
    const about = (await get(rudder(api), 'latest/system/info')).json.data.rudder
    expect(about.version ?? about['full-version']).toBe(release)
    for (const one of versions) expect((await get(rudder(api), `${one}/rules`)).status).toBe(200)
  })

  test('18 is gone from 9.1', async () => {
    expect((await get(rudder(23), '18/rules')).status).toBe(404)
  })

  test('the version may be in a header', async () => {
    for (const one of ['18', '21', 'latest']) expect((await get(rudder(21), 'rules', version(one))).status).toBe(200)
    expect((await get(rudder(21), '21/rules', version('latest'))).status).toBe(200)
  })

  test.each([undefined, '99', '3.14', 'abc'])('without an address version, the header %j is refused', async (value) => {
    const answer = await get(rudder(18), 'rules', value === undefined ? {} : version(value))
    expect(answer.status).toBe(500)
    expect(answer.json).toEqual({
      action: 'unknow',
      result: 'error',
      errorDetails:
        "Bad request: Request is missing a version but the version is required for 'GET api/rules'. Available versions: '14'15'16'17'18'",
    })
    expect(answer.text).toContain('\n  ')
  })

  test('a version that only this endpoint lacks', async () => {
    const { json } = await get(rudder(23), 'apiaccounts/token', version('21'))
    expect(json.errorDetails).toBe(
      "Bad request: Request is requiring version '21' but that version is not available for 'GET api/apiaccounts/token'. Available versions: '22'23'",
    )
    expect((await get(rudder(23), '21/apiaccounts/token')).status).toBe(404)
  })

  test('an address and a header that differ', async () => {
    const { json } = await get(rudder(18), '18/rules', version('17'))
    expect(json.errorDetails).toBe(
      "Bad request: Request is requiring version '17' but the available endpoints only provide version '18'",
    )
  })

  test('info by section and by name', async () => {
    const section = (await get(rudder(21), 'latest/info/rules')).json
    expect(section.action).toBe('apiSubInformations')
    const names = section.data.endpoints.flatMap((one: object) =>
      Object.keys(one).filter((name) => name !== name.toUpperCase()),
    )
    expect(names.toSorted()).toEqual([
      ...['createRule', 'createRuleCategory', 'deleteRule', 'deleteRuleCategory', 'getRuleCategoryDetails'],
      ...['getRuleTree', 'listRules', 'ruleDetails', 'updateRule', 'updateRuleCategory'],
    ])
    expect((await get(rudder(21), 'latest/info/nothing')).json.data.endpoints).toEqual([])
    const named = (await get(rudder(21), 'latest/info/details/updateRule')).json.data
    expect(named.endpoints[0]).toEqual({ POST: '/api/18/rules/{id}', version: { version: 18, status: 'deprecated' } })
    const none = (await get(rudder(21), 'latest/info/details/x')).json
    expect(none).toMatchObject({ result: 'success', data: { error: "No endpoint with name 'x' defined." } })
  })

  test('groups say their category twice from API 23', async () => {
    const group = async (api: number) => (await get(rudder(api), 'latest/groups')).json.data.groups[0]
    expect(await group(21)).not.toHaveProperty('categoryId')
    expect(await group(23)).toHaveProperty('categoryId', 'GroupRoot')
  })

  test('a version that no Rudder had', async () => {
    await expect(startRudder({ api: 13 })).rejects.toThrow(RangeError)
  })
})
