import { describe, expect, test } from 'vitest'
import { type Breaker, createBreaker } from '../../src/systems/breaker.ts'
import { read } from '../../src/systems/operation.ts'
import { testWorld } from '../world.ts'
import { approved, input, outgoing, rules, serving, transportTo, updateRule } from './calling.ts'

const once = read('rudder:rules:read', 'GET /rules', { retry: false })

describe('the breaker', () => {
  const failed = async (breaker: Breaker, times: number, kind: 'read' | 'write' = 'read') => {
    for (let i = 0; i < times; i += 1) (await breaker.admit(kind))?.('down')
  }
  const broken = async () => {
    const world = testWorld()
    const changes: boolean[] = []
    const breaker = createBreaker(world.clock, (open) => changes.push(open))
    await failed(breaker, 5)
    return { world, breaker, changes }
  }

  test('opens after five failures in a row, and not before', async () => {
    const breaker = createBreaker(testWorld().clock, () => {})
    await failed(breaker, 4, 'write')
    ;(await breaker.admit('read'))?.('up')
    await failed(breaker, 4)
    ;(await breaker.admit('read'))?.('neither')
    expect(breaker.open).toBe(false)
    await failed(breaker, 1)
    expect(breaker.open).toBe(true)
    expect(await breaker.admit('read')).toBeUndefined()
  })

  test('failures that were under way together count once', async () => {
    const breaker = createBreaker(testWorld().clock, () => {})
    for (let i = 0; i < 4; i += 1) {
      const together = await Promise.all([1, 2, 3, 4, 5, 6].map(() => breaker.admit('read')))
      for (const settle of together) settle?.('down')
    }
    expect(breaker.open).toBe(false)
    await failed(breaker, 1)
    expect(breaker.open).toBe(true)
  })

  test('lets one read at a time try after 15 seconds, and no write; the others wait for it', async () => {
    const { world, breaker, changes } = await broken()
    await world.advance(14_999)
    expect(await breaker.admit('read')).toBeUndefined()
    await world.advance(1)
    expect(await breaker.admit('write')).toBeUndefined()
    const probe = await breaker.admit('read')
    expect(await breaker.admit('write')).toBeUndefined()
    const other = breaker.admit('read')
    probe?.('up')
    expect(await other).toBeDefined()
    expect(breaker.open).toBe(false)
    expect(await breaker.admit('write')).toBeDefined()
    expect(changes).toEqual([true, false])
  })

  test('those that wait are refused if the probe fails, and one of them probes if it was stopped', async () => {
    const { world, breaker } = await broken()
    await world.advance(15_000)
    const stopped = await breaker.admit('read')
    const [next, last] = [breaker.admit('read'), breaker.admit('read')]
    stopped?.('neither')
    ;(await next)?.('down')
    expect(await last).toBeUndefined()
  })

  test('waits again after a probe that failed, and not after one that somebody stopped', async () => {
    const { world, breaker, changes } = await broken()
    await world.advance(15_000)
    ;(await breaker.admit('read'))?.('neither')
    ;(await breaker.admit('read'))?.('down')
    expect(await breaker.admit('read')).toBeUndefined()
    await world.advance(15_000)
    ;(await breaker.admit('read'))?.('up')
    expect(breaker.open).toBe(false)
    expect(changes).toEqual([true, false])
  })
})

describe('a connection whose server fails', () => {
  const failing = async () => {
    let status = 503
    const mend = (to = 200) => {
      status = to
    }
    const { url, seen } = await serving((_, response) => response.writeHead(status).end())
    const world = testWorld()
    const transport = transportTo(url, world)
    for (let i = 0; i < 5; i += 1) await transport.send(outgoing(url, once)).catch(() => {})
    return { url, seen, world, transport, mend }
  }
  const fast = expect.objectContaining({ kind: 'unavailable', reason: 'resting', unsent: true })

  test('is not asked for a while, and that is in the log', async () => {
    const { url, seen, world, transport } = await failing()
    expect(transport.breaker.open).toBe(true)
    await expect(transport.send(outgoing(url, rules))).rejects.toEqual(fast)
    await expect(transport.send(approved(outgoing(url, updateRule, input)))).rejects.toEqual(fast)
    expect(seen).toHaveLength(5)
    expect(world.lines).toEqual([{ level: 'warn', event: 'breaker.open', fields: { connection: 'rudder/test' } }])
  })

  test.for([200, 404])('a read finds out that it is back (%i), and only then writes go', async (status) => {
    const { url, seen, world, transport, mend } = await failing()
    mend(status)
    await world.advance(15_000)
    await expect(transport.send(approved(outgoing(url, updateRule, input)))).rejects.toEqual(fast)
    await transport.send(outgoing(url, once)).catch(() => {})
    expect(transport.breaker.open).toBe(false)
    mend()
    await transport.send(approved(outgoing(url, updateRule, input)))
    expect(seen).toHaveLength(7)
  })

  test('what happened is told, not that the breaker opened while it happened', async () => {
    const { url, seen } = await serving((_, response) => response.writeHead(503).end())
    const world = testWorld()
    const transport = transportTo(url, world)
    for (let i = 0; i < 4; i += 1) await transport.send(outgoing(url, once)).catch(() => {})
    const sent = transport.send(outgoing(url, rules)).catch((error: unknown) => error)
    await expect.poll(() => seen.length).toBe(5)
    await world.advance(1_000)
    expect(await sent).toMatchObject({ kind: 'unavailable', status: 503, unsent: false })
    expect(seen).toHaveLength(5)
  })

  test('errors that come from a living server do not count', async () => {
    const { url } = await serving((_, response) => response.writeHead(500).end())
    const transport = transportTo(url)
    for (let i = 0; i < 6; i += 1) await transport.send(outgoing(url, once)).catch(() => {})
    expect(transport.breaker.open).toBe(false)
  })
})
