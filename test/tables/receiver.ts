import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Takes one file after the other, as Slack does, and says what came. */
export const startReceiver = async () => {
  const got: { bytes: number; announced: number; sha256: string; lines: number; last: string }[] = []
  const server = createServer(async (request, response) => {
    const hash = createHash('sha256')
    let [bytes, lines, last] = [0, 0, '']
    for await (const chunk of request as AsyncIterable<Buffer>) {
      hash.update(chunk)
      bytes += chunk.length
      const text = (last + chunk.toString('latin1')).split('\r\n')
      lines += text.length - 1
      last = `${text.at(-2) ?? ''}\r\n${text.at(-1) ?? ''}`.slice(text.length > 1 ? (text.at(-2) ?? '').length + 2 : 0)
    }
    got.push({ bytes, announced: Number(request.headers['content-length']), sha256: hash.digest('hex'), lines, last })
    response.end('OK')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    got,
    close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  }
}
