import type { ServerResponse } from 'node:http'
import { promises, Readable } from 'node:stream'
import type { RedashFaults } from './faults.ts'
import { errorPage, frontPage, type Page } from './pages.ts'

const waited = (ms: number, response: ServerResponse): Promise<void> =>
  new Promise((resolve) => {
    if (response.destroyed) return resolve()
    const done = () => {
      clearTimeout(timer)
      response.off('close', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    response.on('close', done)
  })

/** What the faults make of a page. */
function distorted(page: Page, faults: RedashFaults): Page {
  if (faults.frontPage) return frontPage()
  if (faults.proxyAnswers) return { ...errorPage(500), status: faults.proxyAnswers }
  if (faults.garbage === 'text') return { ...page, status: 200, body: '{"query_result": {"data": {"colu' }
  if (faults.garbage === 'shape') return { ...page, status: 200, body: '{"job": [], "query_result": 42, "id": "many"}' }
  return page
}

const slice = 64 * 1024

/** The body in pieces; rows are added before the end of a result until there are as many bytes as asked for. */
function* pieces(body: Buffer, oversize: number): Generator<Buffer, void, undefined> {
  const end = oversize > 0 ? body.lastIndexOf(']') : -1
  const [head, tail] = end < 0 ? [body, Buffer.alloc(0)] : [body.subarray(0, end), body.subarray(end)]
  for (let at = 0; at < head.length; at += slice) yield head.subarray(at, at + slice)
  if (end < 0) return
  const more = Buffer.from(`,${JSON.stringify({ filler: 'x'.repeat(1000) })}`.repeat(60))
  for (let sent = body.length; sent < oversize; sent += more.length) yield more
  yield tail
}

/** Sends an answer, as late, cut, enlarged or distorted as the faults say; tells whether all of it was handed over. */
export async function send(response: ServerResponse, page: Page, faults: RedashFaults): Promise<boolean> {
  if (faults.slow > 0) await waited(faults.slow, response)
  if (response.destroyed) return false
  const { status, type, body: text, headers } = distorted(page, faults)
  const body = Buffer.from(text)
  const oversize = type === 'application/json' && text.startsWith('{"query_result"') ? faults.oversize : 0
  response.writeHead(status, {
    'content-type': type,
    ...(oversize > 0 ? {} : { 'content-length': body.length }),
    ...headers,
    vary: 'Cookie',
    'set-cookie': ['csrf_token=localToken; Path=/', 'session=localSession; HttpOnly; Path=/'],
  })
  if (!faults.cutBody)
    return promises.pipeline(Readable.from(pieces(body, oversize)), response).then(
      () => true,
      () => {
        response.destroy()
        return false
      },
    )
  const half = body.subarray(0, Math.floor(body.length / 2))
  if (faults.cutBody === 'open') response.write(half)
  else response.write(half, () => response.destroy())
  return false
}
