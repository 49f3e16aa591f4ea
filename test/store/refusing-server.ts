import { once } from 'node:events'
import { createServer } from 'node:net'
import { onTestFinished } from 'vitest'

/** A message of the protocol of PostgreSQL: its kind, its length and its body. */
const message = (kind: string, body = ''): Buffer => {
  const head = Buffer.alloc(5)
  head.write(kind)
  head.writeInt32BE(Buffer.byteLength(body) + 4, 1)
  return Buffer.concat([head, Buffer.from(body)])
}

const ready = message('Z', 'I')
const welcome = Buffer.concat([message('R', '\0\0\0\0'), ready])
const nothing = Buffer.concat([message('C', 'SELECT 0\0'), ready])
const prepared = Buffer.concat([message('1'), message('2'), message('n'), nothing])

/** A server, or a pooler, that ends each session with this error: when it starts, or when it begins a transaction. Gives its address. */
export const refusingServer = async (code: string, text: string, at: 'start' | 'begin' = 'start'): Promise<string> => {
  const refusal = message('E', `SFATAL\0VFATAL\0C${code}\0M${text}\0\0`)
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', () => {
      if (at === 'start') return socket.end(refusal)
      socket.write(welcome)
      socket.on('data', (data: Buffer) => {
        const query = data.toString('latin1')
        if (/^Q.{4}(begin|start)/s.test(query)) socket.end(refusal)
        else socket.write(query.startsWith('Q') ? nothing : prepared)
      })
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return `127.0.0.1:${address.port}`
}
