import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Meter } from './metrics.ts'

type Handler = (request: IncomingMessage, response: ServerResponse) => void

/** What is not ready, in words; empty where all is. */
export type Waiting = () => Promise<readonly string[]>

const plainly = (response: ServerResponse, status: number, text: string, type = 'text/plain; charset=utf-8'): void => {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(text)
}

/** The operator's pages: alive, ready and what is not, figures for Prometheus. */
export const operatorPages = (meter: Meter, waiting: Waiting): Readonly<Record<string, Handler>> => ({
  '/healthz': (_, response) => plainly(response, 200, 'ok\n'),
  '/readyz': (_, response) => {
    waiting().then(
      (all) => plainly(response, all.length === 0 ? 200 : 503, all.length === 0 ? 'ok\n' : `${all.join('\n')}\n`),
      () => plainly(response, 503, 'the check itself failed\n'),
    )
  },
  '/metrics': (_, response) => {
    meter.page().then(
      (page) => plainly(response, 200, page, meter.contentType),
      () => plainly(response, 500, 'no figures\n'),
    )
  },
})
