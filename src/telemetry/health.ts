import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Sample } from '../world.ts'
import type { Meter } from './metrics.ts'
import type { Pulse } from './pulse.ts'

type Handler = (request: IncomingMessage, response: ServerResponse) => void

/** A page that can be read and nothing else. */
const page =
  (show: (response: ServerResponse) => void): Handler =>
  ({ method }, response) => {
    if (method === 'GET' || method === 'HEAD') return show(response)
    response.writeHead(405, { allow: 'GET, HEAD', connection: 'close', 'content-length': 0 }).end()
  }

/** What the operator's pages are made from; each part answers within seconds, whatever is down. */
export interface Vitals {
  readonly meter: Meter
  readonly pulse: Pulse
  /** What is not ready, in words; empty if all is. */
  waiting(): Promise<readonly string[]>
  /** What is read for a scrape. */
  samples(): Promise<readonly Sample[]>
}

const plainly = (response: ServerResponse, status: number, text: string, type = 'text/plain; charset=utf-8'): void => {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(text)
}

/** 200 and `ok` if nothing is wrong, else 503 and what is, a line each. */
const verdict = (response: ServerResponse, wrong: readonly string[]): void =>
  plainly(response, wrong.length === 0 ? 200 : 503, wrong.length === 0 ? 'ok\n' : `${wrong.join('\n')}\n`)

/**
 * The operator's pages. `/healthz` is whether a restart would help: only a loop that hangs makes it fail, never what is
 * away outside, because that would restart every replica for nothing. `/readyz` is whether this replica can take
 * deliveries, and what it waits for. `/metrics` is for Prometheus.
 */
export const operatorPages = ({ meter, pulse, waiting, samples }: Vitals): Readonly<Record<string, Handler>> => ({
  '/healthz': page((response) =>
    verdict(
      response,
      pulse.stalled().map((loop) => `the loop ${loop} has not turned for minutes`),
    ),
  ),
  '/readyz': page((response) => {
    waiting().then(
      (all) => verdict(response, all),
      () => verdict(response, ['the check itself failed']),
    )
  }),
  '/metrics': page((response) => {
    samples()
      .then((all) => meter.page(all))
      .then(
        (page) => plainly(response, 200, page, meter.contentType),
        () => plainly(response, 500, 'no figures\n'),
      )
  }),
})
