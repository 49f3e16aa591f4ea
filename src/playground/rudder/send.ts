import type { ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
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
  const body = squeeze ? gzipSync(shown.body) : Buffer.from(shown.body)
  const type = faults.noContentType ? {} : { 'content-type': shown.type }
  const encoding = squeeze ? { 'content-encoding': 'gzip' } : {}
  const length = shown.streamed ? {} : { 'content-length': body.length }
  response.writeHead(shown.status, { ...type, ...encoding, ...length })
  if (!faults.cutBody) {
    response.end(body)
    return true
  }
  response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy())
  return false
}
