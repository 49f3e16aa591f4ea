import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { expect, test } from 'vitest'
import { rudder } from '../../src/systems/rudder/index.ts'
import { connected, everything } from '../contract/connected.ts'
import { testWorld } from '../world.ts'
import { eagerWorld, outgoing, rule, rules, serving, transportTo } from './calling.ts'
import { approvalFor } from './contract/connected.ts'

const { settings, updateRule } = rudder.operations
const known = {
  enable_change_message: true,
  mandatory_change_message: false,
  enable_change_request: false,
  run_frequency: 5,
  global_policy_mode: 'audit',
  global_policy_mode_overridable: true,
  rudder_generation_policy: 'all',
}
const success = (data: unknown) => JSON.stringify({ action: 'a', result: 'success', data })
const info = success({ availableVersions: { latest: 21, all: [{ version: 21, status: 'maintained' }] } })

/** A server that answers nothing until it is let. */
const holding = async (isHeld: (url: string) => boolean) => {
  const held: ServerResponse[] = []
  const { url, seen } = await serving(({ url = '' }, response) => {
    if (url.includes('/info')) return void response.end(info)
    if (isHeld(url)) return void held.push(response)
    response.end(success({ settings: known, rules: [] }))
  })
  const release = () => {
    for (const response of held.splice(0)) response.end(success({ settings: known, rules: [] }))
  }
  return { url, seen, held, release }
}

test('the wait for one of our own sockets counts neither for the time of a call nor for the breaker', async () => {
  const { url, seen } = await serving((_, response) => void setTimeout(() => response.end('{}'), 20))
  const transport = transportTo(url, eagerWorld(), { limits: { sockets: 1, totalMs: 1_200 } })
  const all = Array.from({ length: 80 }, () => transport.send(outgoing(url, rules)))
  await Promise.all(all)
  expect(seen).toHaveLength(80)
  expect(transport.breaker.open).toBe(false)
})

test('a read of a confirmation goes while readers have every socket that they can have', async () => {
  const { url, seen, held } = await holding((url) => url.endsWith('/rules'))
  const transport = transportTo(url, testWorld(), { limits: { sockets: 2 } })
  const reads = Array.from({ length: 20 }, (_, n) =>
    transport.send(outgoing(url, rules, {}, { asker: { person: `reader ${n}` } })),
  )
  for (const one of reads) one.catch(() => {})
  await expect.poll(() => held.length).toBe(2)
  await transport.send(outgoing(url, rule, { ruleId: 'r1' }, { asker: { person: 'ana', confirms: true } }))
  expect(seen).toEqual(['GET /rudder/api/rules', 'GET /rudder/api/rules', 'GET /rudder/api/rules/r1'])
})

test('one person never has all sockets, and who reads once is not behind all that another reads', async () => {
  const { url, seen, held, release } = await holding((url) => url.endsWith('/rules'))
  const transport = transportTo(url, testWorld(), { limits: { sockets: 4 } })
  const reads = Array.from({ length: 12 }, () =>
    transport.send(outgoing(url, rules, {}, { asker: { person: 'marc' } })),
  )
  await expect.poll(() => held.length).toBe(3)
  await transport.send(outgoing(url, rule, { ruleId: 'r1' }, { asker: { person: 'rita' } }))
  expect(seen).toHaveLength(4)
  const all = Promise.all(reads)
  const done = once(AbortSignal.timeout(20_000), 'abort')
  const ticking = setInterval(release, 5)
  await Promise.race([all, done])
  clearInterval(ticking)
  expect(seen).toHaveLength(13)
})

test('closing ends the wait for a socket, and says that nothing was sent', async () => {
  const { url, seen, held } = await holding(() => true)
  const transport = transportTo(url, testWorld(), { limits: { sockets: 1 } })
  const first = transport.send(outgoing(url, rules)).catch((error: unknown) => error)
  await expect.poll(() => held.length).toBe(1)
  const second = transport.send(outgoing(url, rules)).catch((error: unknown) => error)
  await transport.close()
  expect(await first).toMatchObject({ reason: 'stopping' })
  expect(await second).toMatchObject({ reason: 'stopping', unsent: true })
  expect(seen).toHaveLength(1)
})

test('a stream whose time is over keeps no socket, even if nobody reads on', async () => {
  const { url, seen } = await serving((_, response) => void response.end('{"rules":[1,2,3]}'))
  const transport = transportTo(url, testWorld(), { limits: { sockets: 1, totalMs: 200 } })
  const stream = transport.stream(outgoing(url, rules), { at: ['rules'] as never })
  await stream.next()
  await transport.send(outgoing(url, rule, { ruleId: 'r1' }))
  expect(seen).toHaveLength(2)
})

test('the same read at the same time is one request for one person, and never for two, nor for a confirmation', async () => {
  const { url, seen, held, release } = await holding((url) => url.includes('/settings'))
  const connection = connected(url, [everything('tok-1')])
  await connection.greet()
  const as = (person: string, confirms?: true) =>
    connection.for({ person, ...(confirms && { confirms }) }).call(settings)
  const reads = [as('marc'), as('marc'), as('rita'), as('marc', true), as('marc', true), connection.call(settings)]
  await expect.poll(() => held.length).toBe(5)
  release()
  await Promise.all(reads)
  expect(seen.filter((one) => one.includes('/settings'))).toHaveLength(5)
  const later = as('marc')
  await expect.poll(() => held.length).toBe(1)
  release()
  await later
})

test('who stops wanting a shared read does not end it for the other, and nobody joins one from before a write', async () => {
  const { url, seen, held, release } = await holding((url) => url.includes('/settings'))
  const connection = connected(url, [everything('tok-1')])
  await connection.greet()
  const marc = connection.for({ person: 'marc' })
  const gone = new AbortController()
  const first = marc.call(settings, {}, gone.signal).catch((error: unknown) => error)
  const second = marc.call(settings)
  await expect.poll(() => held.length).toBe(1)
  gone.abort(new Error('left'))
  expect(await first).toMatchObject({ message: 'left' })
  const input = { ruleId: 'r', body: { enabled: false } }
  await connection.write(updateRule, input, approvalFor(connection, updateRule, input)).catch(() => {})
  const third = marc.call(settings)
  await expect.poll(() => held.length).toBe(2)
  release()
  await Promise.all([second, third])
  expect(seen.filter((one) => one.includes('/settings'))).toHaveLength(2)
})
