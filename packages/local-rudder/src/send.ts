import type { ServerResponse } from 'node:http'
import { promises, Readable } from 'node:stream'
import { createGzip, gzipSync } from 'node:zlib'
import type { RudderFaults } from './faults.ts'
import type { Page } from './pages.ts'

const distorted = (page: Page, garbage: 'shape' | 'text'): Page => {
  if (garbage === 'text') return { ...page, status: 200, body: '{"action":"ruleDetails","result":"succ' }
  return { ...page, status: 200, body: JSON.stringify({ result: ['success'], data: 42, rules: null }) }
}

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

/** What is cut off comes to about this much. */
const cutAfter = 1_000_000

function* batched(pieces: Iterable<string>, cut: boolean): Generator<string, void, undefined> {
  let batch = ''
  let sent = 0
  for (const piece of pieces) {
    batch += piece
    if (batch.length < 64 * 1024) continue
    yield batch
    sent += batch.length
    batch = ''
    if (cut && sent > cutAfter) throw new Error('cut off')
  }
  yield batch
  if (cut) throw new Error('cut off')
}

const sendPieces = async (
  response: ServerResponse,
  { status, type }: Page,
  pieces: Iterable<string>,
  { squeeze, cut }: { readonly squeeze: boolean; readonly cut: boolean },
): Promise<boolean> => {
  response.writeHead(status, { 'content-type': type, ...(squeeze && { 'content-encoding': 'gzip' }) })
  const made = Readable.from(batched(pieces, cut))
  return (squeeze ? promises.pipeline(made, createGzip(), response) : promises.pipeline(made, response)).then(
    () => true,
    () => {
      response.destroy()
      return false
    },
  )
}

/** Sends an answer, as late, cut, compressed or distorted as the faults say; tells whether all of it was handed over. */
export async function send(
  response: ServerResponse,
  page: Page,
  faults: RudderFaults,
  accepts: string | undefined,
): Promise<boolean> {
  if (faults.slow > 0) await waited(faults.slow, response)
  if (response.destroyed) return false
  const shown = faults.garbage ? distorted(page, faults.garbage) : page
  const squeeze = faults.gzip === 'always' || (faults.gzip && (accepts?.includes('gzip') ?? false))
  if (shown.pieces && !faults.garbage)
    return sendPieces(response, shown, shown.pieces, { squeeze, cut: faults.cutBody !== false })
  const body = squeeze ? gzipSync(shown.body) : Buffer.from(shown.body)
  const type = faults.noContentType ? {} : { 'content-type': shown.type }
  const encoding = squeeze ? { 'content-encoding': 'gzip' } : {}
  const length = shown.streamed ? {} : { 'content-length': body.length }
  response.writeHead(shown.status, { ...type, ...encoding, ...length })
  if (!faults.cutBody) {
    response.end(body)
    return true
  }
  const half = body.subarray(0, Math.floor(body.length / 2))
  if (faults.cutBody === 'open') response.write(half)
  else response.write(half, () => response.destroy())
  return false
}
