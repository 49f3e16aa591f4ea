import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { SystemError } from '../../src/errors.ts'
import type { Transport } from '../../src/systems/http.ts'
import { eagerWorld, outgoing, rules, serving, transportTo } from './calling.ts'

const failed = (kind: string, more: object = {}) => expect.objectContaining({ name: 'SystemError', kind, ...more })

/** What came before the stream ended, and how it ended. */
const drain = async (transport: Transport, url: string, more: object = {}) => {
  const elements: unknown[] = []
  try {
    for await (const element of transport.stream(outgoing(url, rules, {}, more), { key: 'nodes' }))
      elements.push(element)
    return { elements }
  } catch (error) {
    return { elements, error }
  }
}
const nodes = (count: number) =>
  JSON.stringify({
    result: 'success',
    data: { nodes: Array.from({ length: count }, (_, id) => ({ id, é: 'x'.repeat(500) })) },
  })

describe('a stream', () => {
  test.for([true, false])(
    'gives the elements of an answer that is too large to be read whole; gzip: %s',
    async (zipped) => {
      const text = nodes(20_000)
      expect(text.length).toBeGreaterThan(10_000_000)
      const { url } = await serving((_, response) =>
        zipped ? response.setHeader('content-encoding', 'gzip').end(gzipSync(text)) : response.end(text),
      )
      const { elements, error } = await drain(transportTo(url), url)
      expect(error).toBeUndefined()
      expect(elements).toHaveLength(20_000)
      expect(elements[19_999]).toMatchObject({ id: 19_999 })
    },
  )

  test('an empty list has no elements', async () => {
    const { url } = await serving((_, response) => response.end(nodes(0)))
    expect(await drain(transportTo(url), url)).toEqual({ elements: [] })
  })

  test('is asked for again before the first element', async () => {
    const { url, seen } = await serving((request, response) => {
      if (seen.length === 1) return void response.writeHead(503).end()
      if (seen.length > 2) return void response.end(nodes(3))
      response.write('{"data":{"nodes":[')
      setTimeout(() => request.socket.destroy(), 20)
    })
    const { elements } = await drain(transportTo(url), url)
    expect(elements).toHaveLength(3)
    expect(seen).toHaveLength(3)
  })

  test('and never after it', async () => {
    const { url, seen } = await serving((request, response) => {
      response.write('{"data":{"nodes":[{"id":1},{"id":2},')
      setTimeout(() => request.socket.destroy(), 20)
    })
    const { elements, error } = await drain(transportTo(url), url)
    expect(elements).toEqual([{ id: 1 }, { id: 2 }])
    expect(error).toEqual(failed('unexpected-answer', { reason: 'cut-off' }))
    expect(seen).toHaveLength(1)
  })

  test('notices a document that ends too early in an answer that does not', async () => {
    const { url } = await serving((_, response) => response.end('{"data":{"nodes":[{"id":1}]'))
    expect(await drain(transportTo(url), url)).toEqual({
      elements: [{ id: 1 }],
      error: failed('unexpected-answer', { reason: 'cut-off' }),
    })
  })

  test.for(['{"result":"success","data":{}}', '<html>starting</html>', ''])(
    'an answer without the list: %s',
    async (text) => {
      const { url } = await serving((_, response) => response.end(text))
      expect(await drain(transportTo(url), url)).toEqual({
        elements: [],
        error: failed('unexpected-answer', { status: 200 }),
      })
    },
  )

  test('an error answer is judged', async () => {
    const { url, seen } = await serving((_, response) => response.writeHead(500).end('{"errorDetails":"forbidden"}'))
    const judge = ({ text }: { text: string }) => {
      throw new SystemError({ connection: 'rudder/test', endpoint: rules.endpoint, kind: 'forbidden', detail: text })
    }
    const { error } = await drain(transportTo(url), url, { judge })
    expect(error).toEqual(failed('forbidden', { detail: '{"errorDetails":"forbidden"}' }))
    expect(seen).toHaveLength(1)
  })

  test('has a largest size, and its elements have one', async () => {
    const { url } = await serving((_, response) => {
      response.write('{"nodes":[')
      response.end(`"${'x'.repeat(3_000)}","${'x'.repeat(9_000)}"]}`)
    })
    const small = transportTo(url, eagerWorld(), { limits: { bytes: 8_000 } })
    expect((await drain(small, url)).error).toEqual(failed('too-large'))
    const narrow = transportTo(url, eagerWorld(), { limits: { wholeBytes: 5_000 } })
    expect(await drain(narrow, url)).toMatchObject({ elements: ['x'.repeat(3_000)], error: { kind: 'too-large' } })
  })

  test('leaving the loop closes the socket', async () => {
    let closed = 0
    const { url } = await serving((request, response) => {
      request.socket.on('close', () => {
        closed += 1
      })
      response.write('{"nodes":[1,2,3,')
    })
    for await (const element of transportTo(url).stream(outgoing(url, rules), { key: 'nodes' })) {
      if (element === 2) break
    }
    await expect.poll(() => closed).toBe(1)
  })

  test('the signal ends it in the middle, with its reason', async () => {
    const { url } = await serving((_, response) => void response.write('{"nodes":[1,2,3,'))
    const controller = new AbortController()
    const reason = new Error('stop')
    setTimeout(() => controller.abort(reason), 50)
    const { elements, error } = await drain(transportTo(url), url, { signal: controller.signal })
    expect(elements).toEqual([1, 2, 3])
    expect(error).toBe(reason)
  })

  test('its time is limited', async () => {
    const { url } = await serving((_, response) => void response.write('{"nodes":[1,2,3,'))
    const transport = transportTo(url, eagerWorld(), { limits: { totalMs: 100 } })
    expect((await drain(transport, url)).error).toEqual(failed('timeout', { unsent: false }))
  })

  test('nothing is sent before somebody reads', async () => {
    const { url, seen } = await serving((_, response) => response.end(nodes(1)))
    transportTo(url).stream(outgoing(url, rules), { key: 'nodes' })
    await new Promise((resolve) => setTimeout(resolve, 30))
    expect(seen).toHaveLength(0)
  })
})
