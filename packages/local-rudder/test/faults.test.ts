import { request as rawRequest } from 'node:http'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type LocalRudder, startRudder } from '../src/index.ts'
import { get, post, ruleNamed } from './ask-rudder.ts'

let clock = 5_000_000
let rudder: LocalRudder
beforeEach(async () => {
  rudder = await startRudder({ now: () => clock, nodes: 60 })
})
afterEach(() => rudder.close())

const disable = (signal?: AbortSignal) =>
  post(rudder, `latest/rules/${ruleNamed(rudder, 'Firewall').id}`, { enabled: false }, signal ? { signal } : {})
const enabled = () => ruleNamed(rudder, 'Firewall').enabled

describe('reads', () => {
  test('down: the socket is gone and nothing is recorded', async () => {
    await get(rudder, 'latest/info')
    rudder.faults.down = true
    await expect(get(rudder, 'latest/rules')).rejects.toThrow()
    expect(rudder.requests).toHaveLength(1)
    rudder.faults.down = false
    expect((await get(rudder, 'latest/rules')).status).toBe(200)
  })

  test('starting: a page of Apache, whatever the token', async () => {
    rudder.faults.starting = true
    const answer = await get(rudder, 'latest/rules', { token: null })
    expect(answer).toMatchObject({ status: 503, json: undefined })
    expect(answer.type).toContain('text/html')
  })

  test('html401', async () => {
    rudder.faults.html401 = true
    const answer = await get(rudder, 'latest/rules', { headers: { Accept: 'application/json' } })
    expect(answer).toMatchObject({ status: 401, json: undefined })
  })

  test('json401', async () => {
    rudder.faults.json401 = true
    const { status, json } = await get(rudder, 'latest/rules?x=y', { headers: { Accept: 'application/json' } })
    expect(status).toBe(401)
    expect(json).toMatchObject({ servlet: expect.any(String), status: '401', url: '/rudder/api/latest/rules' })
  })

  test('slow: late, and given up when the client leaves', async () => {
    rudder.faults.slow = 80
    const before = performance.now()
    expect((await get(rudder, 'latest/info')).status).toBe(200)
    expect(performance.now() - before).toBeGreaterThan(75)
    rudder.faults.slow = 60_000
    await expect(get(rudder, 'latest/info', { signal: AbortSignal.timeout(50) })).rejects.toThrow()
    await expect.poll(() => rudder.requests.at(-1)).toMatchObject({ status: 200, answered: false })
  })

  test('cutBody: half of what was announced', async () => {
    rudder.faults.cutBody = true
    await expect(get(rudder, 'latest/rules')).rejects.toThrow()
    expect(rudder.requests.at(-1)).toMatchObject({ status: 200, answered: false })
  })

  test('noContentType', async () => {
    rudder.faults.noContentType = true
    expect(await get(rudder, 'latest/info')).toMatchObject({ status: 200, type: '', json: { result: 'success' } })
  })

  test('gzip: where it is accepted, or always', async () => {
    const encoding = (accepts: string) =>
      new Promise<string | undefined>((resolve, reject) => {
        const headers = { 'X-API-Token': rudder.tokens.read, 'Accept-Encoding': accepts }
        const sent = rawRequest(`${rudder.url}/api/latest/info`, { headers }, (response) => {
          response.resume()
          resolve(response.headers['content-encoding'])
        })
        sent.on('error', reject).end()
      })
    expect(await encoding('gzip')).toBeUndefined()
    rudder.faults.gzip = true
    expect([await encoding('gzip'), await encoding('identity')]).toEqual(['gzip', undefined])
    rudder.faults.gzip = 'always'
    expect(await encoding('identity')).toBe('gzip')
    expect((await get(rudder, 'latest/info')).json.result).toBe('success')
  })

  test('garbage: another shape, or no JSON; a write does not take effect', async () => {
    rudder.faults.garbage = 'shape'
    expect((await get(rudder, 'latest/rules')).json).toEqual({ result: ['success'], data: 42, rules: null })
    rudder.faults.garbage = 'text'
    expect(await get(rudder, 'latest/rules')).toMatchObject({ status: 200, json: undefined })
    await disable()
    expect(enabled()).toBe(true)
  })
})

describe('which requests', () => {
  test('only some paths, and only some times', async () => {
    rudder.faults.starting = true
    rudder.faults.only = (method, path) => method === 'GET' && path.includes('/compliance')
    rudder.faults.times = 2
    const statuses: number[] = []
    for (const path of ['rules', 'compliance', 'info', 'compliance/nodes?level=1', 'compliance'])
      statuses.push((await get(rudder, `latest/${path}`)).status)
    expect(statuses).toEqual([200, 503, 200, 503, 200])
  })

  test('faults of writes leave reads and checks alone', async () => {
    rudder.faults.fail503Writes = true
    rudder.faults.times = 1
    expect((await get(rudder, 'latest/rules')).status).toBe(200)
    expect((await post(rudder, 'latest/directives/x/check', {})).status).toBe(500)
    expect((await disable()).status).toBe(503)
    expect(enabled()).toBe(true)
    expect((await disable()).status).toBe(200)
    expect(enabled()).toBe(false)
  })
})

describe('a write that loses its answer', () => {
  test('took effect', async () => {
    rudder.faults.losesAnswer = { commit: 'now' }
    await expect(disable()).rejects.toThrow()
    expect(enabled()).toBe(false)
    expect(rudder.writes()).toMatchObject([{ status: 200, accepted: true, answered: false }])
    expect((await get(rudder, 'latest/rules')).status).toBe(200)
  })

  test('never takes effect, though all of it arrived', async () => {
    rudder.faults.losesAnswer = { commit: 'never' }
    await expect(disable()).rejects.toThrow()
    expect(enabled()).toBe(true)
    expect(rudder.writes()).toEqual([])
    expect(rudder.requests.at(-1)).toMatchObject({ status: 0, body: '{"enabled":false}' })
  })

  test('takes effect later, once, before the next request is served', async () => {
    rudder.faults.losesAnswer = { commit: { afterMs: 60_000 } }
    await expect(disable()).rejects.toThrow()
    const shown = async () => {
      const { rules } = (await get(rudder, 'latest/rules')).json.data
      return rules.find((one: { displayName: string }) => one.displayName === 'Firewall').enabled
    }
    expect(await shown()).toBe(true)
    clock += 59_999
    expect([await shown(), enabled()]).toEqual([true, true])
    clock += 1
    expect(await shown()).toBe(false)
    expect(rudder.writes()).toHaveLength(1)
    expect(rudder.state.eventLog).toHaveLength(1)
    expect(ruleNamed(rudder, 'Firewall').changedAt).toBe(clock)
  })

  test('later still opens a change request where validation is on; settle() and state are enough', async () => {
    const rule = ruleNamed(rudder, 'SSH hardening')
    rudder.state.settings.enable_change_request = true
    rudder.faults.losesAnswer = { commit: { afterMs: 1_000 } }
    await expect(post(rudder, `latest/rules/${rule.id}`, { enabled: false })).rejects.toThrow()
    clock += 1_000
    rudder.settle()
    expect(rudder.state.changeRequests).toHaveLength(1)
    expect(rule.enabled).toBe(true)
  })

  test.each([401, 403, 502] as const)('a proxy answers %i after it forwarded the request', async (status) => {
    rudder.faults.proxyAnswers = status
    const answer = await disable()
    expect(answer).toMatchObject({ status, json: undefined })
    expect(answer.type).toContain('text/html')
    expect(enabled()).toBe(false)
    expect(rudder.writes()).toMatchObject([{ status, accepted: true }])
  })

  test('a slow write has taken effect although the client gave up', async () => {
    rudder.faults.slow = 60_000
    await expect(disable(AbortSignal.timeout(100))).rejects.toThrow()
    expect(enabled()).toBe(false)
  })
})
