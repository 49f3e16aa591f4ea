import { Probe } from '../../probe.ts'
import { graphql, load, meta } from './lens.ts'

/**
 * One probe for each API scope of Lens. It checks the scope before it reads the query (ApiGateway of Cube 0.35), and
 * refuses one that is missing without running anything.
 */
export const probes = { meta: new Probe(meta), data: new Probe(load), graphql: new Probe(graphql) } as const
