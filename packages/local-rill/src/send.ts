import type { ServerResponse } from 'node:http'
import type { Page } from './failed.ts'
import type { RillFaults } from './faults.ts'

/** Waits, or ends early with false when the client goes away: that stops the query. */
export const computed = (ms: number, response: ServerResponse): Promise<boolean> =>
  new Promise((resolve) => {
    if (response.destroyed) return resolve(false)
    const done = () => {
      clearTimeout(timer)
      response.off('close', done)
      resolve(!response.destroyed)
    }
    const timer = setTimeout(done, ms)
    response.on('close', done)
  })

/** Sends a page, as the faults distort it; tells whether all of it was handed over. */
export function send(response: ServerResponse, page: Page, faults: RillFaults): Promise<boolean> {
  const body = Buffer.from(faults.garbage ? '[{"domain": "acme.c' : page.body)
  response.writeHead(faults.garbage ? 200 : page.status, {
    'content-type': page.type,
    'content-length': body.length,
    'cache-control': 'no-store, no-cache, must-revalidate',
    vary: 'Origin',
    ...page.headers,
  })
  return new Promise((resolve) => {
    response.once('close', () => resolve(response.writableFinished && !faults.cutBody))
    if (faults.cutBody) response.write(body.subarray(0, body.length >> 1), () => response.destroy())
    else response.end(body, () => resolve(true))
  })
}
