import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { type Bodies, createBodies, type ReceivedBody } from '../../src/slack/bodies.ts'
import { dial, type Line } from '../serve/wire.ts'

const kib = 1024

/** A server that reads every body so, at most 64 KiB of each; what it read in the order of their ends. */
const started = async (bodies: Bodies) => {
  const read: ReceivedBody[] = []
  const server = createServer((request: IncomingMessage, response) => {
    void bodies.read(request, 64 * kib).then((one) => {
      read.push(one)
      response.end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { read, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

const head = ['POST / HTTP/1.1', 'Host: x', 'Transfer-Encoding: chunked', '', '']
const chunk = (size: number) => [size.toString(16), 'x'.repeat(size), '']

const begun = async (url: string, size: number): Promise<Line> => {
  const line = await dial(url)
  line.write(...head)
  line.write(...chunk(size))
  return line
}

test('bodies share so many bytes: the oldest unfinished ones are given up, and a new one is read', async () => {
  const bodies = createBodies(100 * kib)
  const { url, read } = await started(bodies)
  const first = await begun(url, 40 * kib)
  await expect.poll(bodies.held).toBe(40 * kib)
  const second = await begun(url, 40 * kib)
  await expect.poll(bodies.held).toBe(80 * kib)
  const third = await begun(url, 50 * kib)
  await first.closed
  expect(read).toEqual(['gone'])
  await expect.poll(bodies.held).toBe(90 * kib)
  third.write('0', '', '')
  await third.until(/200 OK/)
  expect(read).toEqual(['gone', Buffer.from('x'.repeat(50 * kib))])
  expect(bodies.held()).toBe(40 * kib)
  second.socket.destroy()
  await expect.poll(bodies.held).toBe(0)
})

test('however small its pieces are, a body takes what is counted, and one that is too large is none', async () => {
  const bodies = createBodies()
  const { url, read } = await started(bodies)
  const line = await dial(url)
  line.write(...head)
  for (let size = 0; size < 5_000; size++) line.write(...chunk(1))
  await expect.poll(bodies.held).toBe(16 * kib)
  line.write(...chunk(60 * kib))
  await line.until(/200 OK/)
  expect([read, bodies.held()]).toEqual([['size'], 0])
})
