import { randomUUID } from 'node:crypto'
import type { Operation } from './operation.ts'
import { type BuiltRequest, buildRequest, sha256 } from './request.ts'

const parameters = (template: string) => [...template.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => name ?? '')

/**
 * A request that finds out whether a token may use one endpoint. If that writes, it is a POST of `{}` to an id that nothing
 * has: systems check the right first, and then find nothing to change. A read that is a POST gets `{}` too, which asks for
 * nothing. Whether an endpoint does is decided where its
 * probe is declared; what is sent is made here, from the endpoint alone, so that no caller can put in an id, a query or a body.
 */
export class Probe {
  readonly #asks: Operation
  readonly #query: Readonly<Record<string, unknown>>

  /** `query` is for a read that needs one. TypeError for a write that is not a POST or names no object. */
  constructor(asks: Operation, query: Readonly<Record<string, unknown>> = {}) {
    const [method, template = ''] = asks.endpoint.split(' ')
    const reads = asks.kind === 'read' && method === 'GET'
    const isAsked = method === 'POST' && (asks.kind === 'read' || parameters(template).length > 0)
    if (!reads && !isAsked) throw new TypeError(`${asks.endpoint} is not asked about: it is no POST to an object`)
    if (!reads && Object.keys(query).length > 0) throw new TypeError(`${asks.endpoint} is asked about without a query`)
    this.#asks = Object.freeze({ ...asks })
    this.#query = Object.freeze({ ...query })
    Object.freeze(this)
  }

  /** The operation that it tests. */
  get asks(): Operation {
    return this.#asks
  }

  /** The one request of the probe, different each time; TypeError for anything that isn't a probe. */
  static requestOf(probe: unknown, base: string): BuiltRequest {
    if (typeof probe !== 'object' || probe === null || !(#asks in probe)) throw new TypeError('not a probe')
    const asks = probe.#asks
    const names = parameters(asks.endpoint)
    // The randomness is not an argument, because a caller could pass the id of something that exists.
    const nobody = Object.fromEntries(names.map((name) => [name, randomUUID()]))
    if (asks.endpoint.startsWith('GET ')) return buildRequest(base, asks, { ...nobody, query: probe.#query })
    const bare = buildRequest(base, { ...asks, shape: {} }, nobody)
    const body = asks.shape.body ? '{}' : undefined
    return { ...bare, body, digest: sha256({ method: bare.method, url: bare.url, body: body ?? null }) }
  }
}
