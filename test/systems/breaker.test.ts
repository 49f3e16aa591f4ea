import { describe, expect, test } from 'vitest'
import { createBreaker } from '../../src/systems/breaker.ts'
import { read } from '../../src/systems/operation.ts'
import { testWorld } from '../world.ts'
import { approved, input, outgoing, rules, serving, transportTo, updateRule } from './calling.ts'

const once = read('rudder:rules:read', 'GET /rules', { retry: false })

describe('the breaker', () => {
  const broken = () => {
    const world = testWorld()
    const changes: boolean[] = []
    const breaker = createBreaker(world.clock, (open) => changes.push(open))
    for (let i = 0; i < 5; i += 1) breaker.admit('read')?.('down')
    return { world, breaker, changes }
  }

  test('opens after five failures in a row, and not before', () => {
    const breaker = createBreaker(testWorld().clock, () => {})
    for (let i = 0; i < 4; i += 1) breaker.admit('write')?.('down')
    breaker.admit('read')?.('up')
    for (let i = 0; i < 4; i += 1) breaker.admit('read')?.('down')
    breaker.admit('read')?.('neither')
    expect(breaker.open).toBe(false)
    breaker.admit('read')?.('down')
    expect(breaker.open).toBe(true)
    expect(breaker.admit('read')).toBeUndefined()
  })

  test('lets one read at a time try after 15 seconds, and no write', async () => {
    const { world, breaker, changes } = broken()
    await world.advance(14_999)
    expect(breaker.admit('read')).toBeUndefined()
    await world.advance(1)
    expect(breaker.admit('write')).toBeUndefined()
    const probe = breaker.admit('read')
    expect(breaker.admit('read')).toBeUndefined()
    probe?.('up')
    expect(breaker.open).toBe(false)
    expect(breaker.admit('write')).toBeDefined()
    expect(changes).toEqual([true, false])
  })

  test('waits again after a probe that failed, and not after one that somebody stopped', async () => {
    const { world, breaker, changes } = broken()
    await world.advance(15_000)
    breaker.admit('read')?.('neither')
    breaker.admit('read')?.('down')
    expect(breaker.admit('read')).toBeUndefined()
    await world.advance(15_000)
    breaker.admit('read')?.('up')
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
