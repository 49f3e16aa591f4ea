import { startRudder } from 'local-rudder'
import { describe, expect, test } from 'vitest'
import { type Operation, read, write } from '../../src/systems/operation.ts'
import { Probe } from '../../src/systems/probe.ts'
import { probes } from '../../src/systems/rudder/operations/probes.ts'
import { Secret } from '../../src/vault/secret.ts'
import { outgoing, serving, transportTo, updateRule, writes } from './calling.ts'

const base = 'http://127.0.0.1:1/rudder/api'
const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/

describe('a probe', () => {
  test('of a write is a POST of nothing to somebody else each time who is not there', () => {
    const probe = new Probe(updateRule)
    const [one, two] = [Probe.requestOf(probe, base), Probe.requestOf(probe, base)]
    expect(one).toMatchObject({ method: 'POST', body: '{}' })
    expect(one.url).toMatch(new RegExp(`^${base}/rules/${uuid.source}$`))
    expect(one.url).not.toBe(two.url)
  })

  test.each([...writes.slice(1), write('rudder:rules:write', 'POST /reload', {})])(
    'is not made of $endpoint',
    (operation) => {
      expect(() => new Probe(operation)).toThrow(TypeError)
    },
  )

  test('nor of a GET that changes something, nor of a write with a query', () => {
    expect(() => new Probe(write('rudder:groups:write', 'GET /groups/{groupId}/reload', {}))).toThrow(TypeError)
    expect(() => new Probe(updateRule, { reason: 'x' })).toThrow(TypeError)
  })

  test('cannot be forged: what only looks like one is not sent', async () => {
    const { url, seen } = await serving((_, response) => response.end('{}'))
    const { operation: _, request: __, ...out } = outgoing(url, updateRule, { ruleId: 'r', body: { enabled: false } })
    const ask = (probe: unknown) => transportTo(url).ask({ ...out, probe: probe as Probe, base: `${url}/api` })
    const like: unknown[] = [
      { asks: updateRule },
      Object.create(Probe.prototype),
      Object.setPrototypeOf({ asks: updateRule }, Probe.prototype),
    ]
    for (const probe of like) await expect(ask(probe)).rejects.toThrow(TypeError)
    expect(seen).toEqual([])
    // The same server does see a real one.
    await ask(new Probe(updateRule))
    expect(seen).toEqual([expect.stringMatching(/^POST \/rudder\/api\/rules\/[0-9a-f-]{36}$/)])
  })

  test('cannot be changed afterwards, nor can what it was made of', () => {
    const made: { -readonly [K in keyof Operation]: Operation[K] } = { ...updateRule }
    const probe = new Probe(made)
    made.endpoint = 'DELETE /rules/{ruleId}'
    expect(Probe.requestOf(probe, base).method).toBe('POST')
    expect(() => Object.assign(probe, { asks: made })).toThrow(TypeError)
  })

  test('a write itself still needs a permit, whoever sends it', async () => {
    const { url, seen } = await serving((_, response) => response.end('{}'))
    const request = Probe.requestOf(new Probe(updateRule), `${url}/api`)
    const out = outgoing(url, updateRule, { ruleId: 'r', body: { enabled: false } })
    await expect(transportTo(url).send({ ...out, request })).rejects.toThrow('no permit')
    expect(seen).toEqual([])
  })

  test('is asked once, and not again after a failure', async () => {
    const { url, seen } = await serving((_, response) => response.writeHead(503).end())
    const { operation: _, request: __, ...out } = outgoing(url, updateRule, { ruleId: 'r', body: { enabled: false } })
    await expect(transportTo(url).ask({ ...out, probe: new Probe(updateRule), base: `${url}/api` })).rejects.toThrow()
    expect(seen).toHaveLength(1)
  })
})

describe("Rudder's probes", () => {
  test('there is one a scope at most, and of a read that wants a query it has one', () => {
    expect(new Set(probes.map(({ asks }) => asks.scope)).size).toBe(probes.length)
    for (const probe of probes) expect(() => Probe.requestOf(probe, base)).not.toThrow()
    expect(() => Probe.requestOf(new Probe(read('rudder:x:read', 'GET /x', {})), base)).not.toThrow()
  })

  test.each([18, 19, 20, 21, 22, 23])(
    'with API %i and a token that may do everything, nothing is changed',
    async (api) => {
      const local = await startRudder({ api, nodes: 4 })
      const before = JSON.stringify(local.state)
      const transport = transportTo(local.url)
      for (const probe of probes) {
        const { scope, endpoint } = probe.asks
        const lease = {
          token: 't',
          secret: new Secret(() => local.tokens.write),
          identity: 'bot',
          scope,
          endpoint,
        } as const
        const headers = { accept: 'application/json', 'x-api-version': String(api) }
        const present = (value: string) => ({ 'x-api-token': value })
        await transport
          .ask({ probe, base: `${local.url}/api`, lease, headers, present, judge: () => {} })
          .catch(() => {})
      }
      expect(local.requests).toHaveLength(probes.length)
      expect(local.writes()).toEqual([])
      expect(JSON.stringify(local.state)).toBe(before)
      await local.close()
    },
  )
})
