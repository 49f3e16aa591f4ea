import { setImmediate } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import type { Ousted } from '../../src/serve/crowd.ts'
import { type Handler, serve } from '../../src/serve.ts'
import { testWorld } from '../world.ts'
import { dial } from './wire.ts'

const started = async (handler: Handler, limits = { most: 3, turns: 5 }) => {
  const world = testWorld()
  const ousted: Ousted[] = []
  const { open, ops } = await serve(
    { host: '127.0.0.1', port: 0, opsHost: '127.0.0.1', opsPort: 0, opsNames: [] },
    { open: { '/in': handler }, ops: {} },
    { clock: world.clock, limits, ousted: (why) => void ousted.push(why) },
  )
  onTestFinished(async () => {
    await Promise.all([open?.close(), ops.close()])
  })
  const url = open?.url ?? ''
  return { world, ousted, url }
}

const half = ['POST /in HTTP/1.1', 'Host: x', 'Content-Length: 10', '', 'half']
const whole = ['GET /in HTTP/1.1', 'Host: x', '', '']

test('a connection too many costs the oldest whose request is not whole, and never one that is being answered', async () => {
  const answers: (() => void)[] = []
  let begun = 0
  const { url, ousted } = await started((request, response, caller) => {
    begun += 1
    request.resume()
    request.on('end', () => {
      caller.vouch()
      answers.push(() => response.end('done'))
    })
  })
  const good = await dial(url)
  good.write(...whole)
  await expect.poll(() => answers.length).toBe(1)
  const lines = []
  for (const count of [2, 3, 4]) {
    const line = await dial(url)
    line.write(...half)
    lines.push(line)
    await expect.poll(() => begun).toBe(count)
  }
  await lines[0]?.closed
  expect(ousted).toEqual(['crowd'])
  for (const _ of Array.from({ length: 20 })) await dial(url)
  await lines[2]?.closed
  expect(new Set(ousted)).toEqual(new Set(['crowd']))
  answers[0]?.()
  expect(await good.until(/done/)).toContain('200 OK')
})

test('a connection that proved itself is kept for its next request when a flood comes', async () => {
  const { url } = await started((_, response, caller) => {
    caller.vouch()
    response.end('done')
  })
  const good = await dial(url)
  good.write(...whole)
  await good.until(/done/)
  for (const _ of Array.from({ length: 20 })) await dial(url)
  good.write(...whole)
  expect((await good.until(/done[\s\S]*done/)).match(/done/g)).toHaveLength(2)
})

test.each([
  ['a head that does not end', ['POST /in HTTP/1.1', 'Host: x']],
  ['a body that does not end', half],
])('%s is answered with 408 after five seconds', async (_, parts) => {
  const { url, world, ousted } = await started((request) => void request.resume())
  const slow = await dial(url)
  slow.write(...parts)
  await new Promise((resolve) => setTimeout(resolve, 50))
  for (let second = 0; second < 5; second++) await world.advance(1_000)
  expect(ousted).toEqual([])
  await world.advance(1_000)
  expect(await slow.closed).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\nConnection: close/)
  expect(ousted).toEqual(['slow'])
})

test('a connection that waits for its first or its next request is not slow', async () => {
  const { url, world, ousted } = await started((_, response) => void response.end('done'))
  const [fresh, used] = [await dial(url), await dial(url)]
  used.write(...whole)
  await used.until(/done/)
  await world.advance(60_000)
  expect(ousted).toEqual([])
  for (const line of [fresh, used]) line.write(...whole)
  expect(await fresh.until(/done/)).toContain('200 OK')
  await used.until(/done[\s\S]*done/)
  await setImmediate()
})
