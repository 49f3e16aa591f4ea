import { describe, expect, test } from 'vitest'
import { createHandshake } from '../../src/systems/handshake.ts'
import type { Session } from '../../src/systems/system.ts'
import { eagerWorld } from './calling.ts'

const session: Session = { source: 'Server 7', headers: { 'x-version': '7' } }

const scene = (isBare: boolean) => {
  const order: string[] = []
  const answered = Promise.withResolvers<Session>()
  const handshake = createHandshake({
    protocol: { isBare },
    title: 'Server',
    open: () => {
      order.push('opened')
      return answered.promise
    },
    clock: eagerWorld().clock,
  })
  const read = handshake.with(
    async (given) => {
      order.push(`read with ${Object.keys(given.headers).length} headers`)
      return 'rows'
    },
    async (given) => order.push(`dropped ${given}`),
  )
  return { order, answered, handshake, read }
}

describe('a handshake', () => {
  test('comes before the reads of a system that needs it', async () => {
    const { order, answered, read } = scene(false)
    expect(order).toEqual(['opened'])
    answered.resolve(session)
    expect(await read).toBe('rows')
    expect(order).toEqual(['opened', 'read with 1 headers'])
  })

  test('is made at the same time as the first read of one that needs nothing of it, which ends after it', async () => {
    const { order, answered, handshake, read } = scene(true)
    expect(order).toEqual(['opened', 'read with 0 headers'])
    answered.resolve(session)
    expect(await read).toBe('rows')
    expect(handshake.source).toBe('Server 7')
  })

  test('that fails is the error of the read beside it, and what this gave is dropped', async () => {
    const { order, answered, read } = scene(true)
    answered.reject(new Error('no such key'))
    await expect(read).rejects.toThrow('no such key')
    expect(order).toEqual(['opened', 'read with 0 headers', 'dropped rows'])
  })
})
