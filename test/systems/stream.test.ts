import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { SystemError } from '../../src/errors.ts'
import type { Transport } from '../../src/systems/transport.ts'
import { eagerWorld, outgoing, rules, serving, token, transportTo } from './calling.ts'

const failed = (kind: string, more: object = {}) => expect.objectContaining({ name: 'SystemError', kind, ...more })

/** What came before the stream ended, and how it ended. */
const drain = async (transport: Transport, url: string, more: object = {}, at = 'data.nodes') => {
  const elements: unknown[] = []
  try {
    for await (const element of transport.stream(outgoing(url, rules, {}, more), { at })) elements.push(element)
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

  test.for(['{"result":"success","data":{}}', '{"data":{"nodes":null}}', '[]', 'null', '<html>starting</html>', ''])(
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

  describe('whose answer of 200 is an error', () => {
    const told = (text: string, more: object = {}) => {
      const error = new SystemError({ connection: 'rudder/test', endpoint: rules.endpoint, kind: 'rejected', ...more })
      const judge = (answer: { text: string }) => {
        if ((JSON.parse(answer.text) as { result: string }).result === 'error') throw error
      }
      return serving((_, response) => response.end(text)).then(async ({ url, seen }) => ({
        ...(await drain(transportTo(url), url, { judge })),
        wanted: error,
        seen,
      }))
    }

    test.for(['{"result":"error"}', '{"data":{"nodes":null},"result":"error"}', '{"data":7,"result":"error"}'])(
      'is judged before a list is missed: %s',
      async (text) => {
        const { elements, error, wanted, seen } = await told(text)
        expect({ elements, error }).toEqual({ elements: [], error: wanted })
        expect(seen).toHaveLength(1)
      },
    )

    test('is no empty list', async () => {
      const { error, wanted } = await told('{"data":{"nodes":[]},"result":"error"}')
      expect(error).toBe(wanted)
    })

    test('is noticed after its elements, and not asked for again', async () => {
      const { elements, error, wanted, seen } = await told('{"data":{"nodes":[1,2]},"result":"error"}')
      expect({ elements, error }).toEqual({ elements: [1, 2], error: wanted })
      expect(seen).toHaveLength(1)
    })

    test('is asked for again before the first, where that may help', async () => {
      const { error, wanted, seen } = await told('{"result":"error"}', { kind: 'unavailable' })
      expect(error).toBe(wanted)
      expect(seen).toHaveLength(3)
    })

    test('shows no token that it repeats', async () => {
      const { url } = await serving((_, response) => response.end(JSON.stringify({ nodes: [], mine: token })))
      const stream = transportTo(url).stream(outgoing(url, rules), { at: 'nodes' })
      expect((await stream.next()).value).toMatchObject({ text: '{"nodes":[],"mine":"[redacted]"}' })
    })
  })

  test('what is beside its list may be as large as what is read whole, if it is wanted', async () => {
    const { url } = await serving((_, response) => response.end(JSON.stringify({ x: 'x'.repeat(6_000), nodes: [1] })))
    const transport = transportTo(url, eagerWorld(), { limits: { wholeBytes: 5_000 } })
    expect(await drain(transport, url, {}, 'nodes')).toEqual({ elements: [1] })
    const wanted = transport.stream(outgoing(url, rules), { at: 'nodes', rest: z.unknown() })
    expect(await wanted.next()).toEqual({ done: false, value: 1 })
    await expect(wanted.next()).rejects.toEqual(failed('too-large', { status: 200 }))
  })

  test('has a largest size, and its elements have one', async () => {
    const { url } = await serving((_, response) => {
      response.write('{"nodes":[')
      response.end(`"${'x'.repeat(3_000)}","${'x'.repeat(9_000)}"]}`)
    })
    const small = transportTo(url, eagerWorld(), { limits: { bytes: 8_000 } })
    expect((await drain(small, url, {}, 'nodes')).error).toEqual(failed('too-large'))
    const narrow = transportTo(url, eagerWorld(), { limits: { wholeBytes: 5_000 } })
    expect(await drain(narrow, url, {}, 'nodes')).toMatchObject({
      elements: ['x'.repeat(3_000)],
      error: { kind: 'too-large' },
    })
  })

  test('leaving the loop closes the socket', async () => {
    let closed = 0
    const { url } = await serving((request, response) => {
      request.socket.on('close', () => {
        closed += 1
      })
      response.write('{"nodes":[1,2,3,')
    })
    for await (const element of transportTo(url).stream(outgoing(url, rules), { at: 'nodes' })) {
      if (element === 2) break
    }
    await expect.poll(() => closed).toBe(1)
  })

  test('the signal ends it in the middle, with its reason', async () => {
    const { url } = await serving((_, response) => void response.write('{"data":{"nodes":[1,2,3,'))
    const controller = new AbortController()
    const reason = new Error('stop')
    setTimeout(() => controller.abort(reason), 50)
    const { elements, error } = await drain(transportTo(url), url, { signal: controller.signal })
    expect(elements).toEqual([1, 2, 3])
    expect(error).toBe(reason)
  })

  test('its time is limited', async () => {
    const { url } = await serving((_, response) => void response.write('{"data":{"nodes":[1,2,3,'))
    const transport = transportTo(url, eagerWorld(), { limits: { totalMs: 100 } })
    expect((await drain(transport, url)).error).toEqual(failed('timeout', { unsent: false }))
  })

  test('nothing is sent before somebody reads', async () => {
    const { url, seen } = await serving((_, response) => response.end(nodes(1)))
    transportTo(url).stream(outgoing(url, rules), { at: 'nodes' })
    await new Promise((resolve) => setTimeout(resolve, 30))
    expect(seen).toHaveLength(0)
  })
})
