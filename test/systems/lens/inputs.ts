import type { RawInput } from '../../../src/systems/operation.ts'

const query = { measures: ['sales.count'], dimensions: ['sales.region'] }

/** For each operation an input that a local Lens answers. */
export const inputsFor = (): Readonly<Record<string, RawInput>> => ({
  meta: {},
  load: { body: { query } },
  sql: { body: { query } },
  graphql: { body: { query: '{ table { sales { region count } } }' } },
})
