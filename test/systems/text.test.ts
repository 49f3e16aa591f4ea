import { describe, expect, test } from 'vitest'
import { read, write } from '../../src/systems/operation.ts'
import { approved, eagerWorld, outgoing, serving, transportTo } from './calling.ts'

const whole = read('rudder:compliance:read', 'GET /csv', { text: 'whole' })
const run = write('rudder:agents:write', 'POST /run', { text: 'beginning' })
const small = { limits: { wholeBytes: 10_000, writeMs: 400, totalMs: 400 } }
const line = `${'x'.repeat(999)}\n`

describe('text that is wanted whole', () => {
  test('comes whole', async () => {
    const { url } = await serving((_, response) => response.end('"a","b"\n'))
    expect((await transportTo(url, eagerWorld(), small).send(outgoing(url, whole))).text).toBe('"a","b"\n')
  })

  test('is too large rather than cut', async () => {
    const { url } = await serving((_, response) => response.end(line.repeat(20)))
    const sent = transportTo(url, eagerWorld(), small).send(outgoing(url, whole))
    await expect(sent).rejects.toMatchObject({ kind: 'too-large' })
  })
})

describe('of text without an end, the beginning is the answer', () => {
  const sent = (url: string) => transportTo(url, eagerWorld(), small).send(approved(outgoing(url, run)))

  test.for([true, false])('where it is longer than may be read; its length announced: %s', async (announced) => {
    const { url, seen } = await serving((_, response) => {
      if (announced) response.setHeader('content-length', 20 * line.length)
      for (let i = 0; i < 20; i += 1) response.write(line)
      response.end()
    })
    const { text, ended } = await sent(url)
    expect(ended).toBe(false)
    expect(text.length).toBeLessThanOrEqual(10_000)
    expect(line.repeat(20).startsWith(text)).toBe(true)
    expect(seen).toHaveLength(1)
  })

  test('where it goes on for longer than a write may', async () => {
    const { url, seen } = await serving((_, response) => void response.write('first line\n'))
    expect(await sent(url)).toMatchObject({ text: 'first line\n', ended: false })
    expect(seen).toHaveLength(1)
  })

  test('where it breaks off', async () => {
    const { url } = await serving((request, response) => {
      response.write('first line\n')
      setTimeout(() => request.socket.resetAndDestroy(), 30)
    })
    expect(await sent(url)).toMatchObject({ text: 'first line\n', ended: false })
  })

  test('and where its end came, that is told', async () => {
    const { url } = await serving((_, response) => {
      response.write('first line\n')
      response.end('last line\n')
    })
    expect(await sent(url)).toMatchObject({ text: 'first line\nlast line\n', ended: true })
  })

  test('but not where nothing of it came: then the outcome is not known', async () => {
    const late = await serving(() => {})
    await expect(sent(late.url)).rejects.toMatchObject({ kind: 'timeout', unsent: false })
    const { url } = await serving((request, response) => {
      response.flushHeaders()
      setTimeout(() => request.socket.resetAndDestroy(), 30)
    })
    await expect(sent(url)).rejects.toMatchObject({ kind: 'unexpected-answer', unsent: false })
  })

  test('nor where it is an error', async () => {
    const { url } = await serving((_, response) => response.writeHead(500).end('no'))
    await expect(sent(url)).rejects.toMatchObject({ kind: 'unexpected-answer', status: 500 })
  })
})
