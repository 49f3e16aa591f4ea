import { describe, expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { SystemError } from '../../src/errors.ts'
import { bind } from '../../src/systems/bind.ts'
import { connect } from '../../src/systems/connection.ts'
import { type Operation, read } from '../../src/systems/operation.ts'
import { parseJson } from '../../src/systems/parse-json.ts'
import { rudder } from '../../src/systems/rudder/index.ts'
import { Secret } from '../../src/vault/secret.ts'
import { tokenSource } from '../../src/vault/tokens.ts'
import { eagerWorld, serving, token, transportTo } from './calling.ts'

const scope = 'query:results:read'
const Columns = z.object({ columns: z.array(z.object({ name: z.string(), type: z.string().nullable() })) })
const Row = z.record(z.string(), z.union([z.string(), z.number(), z.null()]))

const rows = read(scope, 'GET /results', {
  each: {
    at: 'query_result.data.rows',
    item: Row,
    rest: z.object({ query_result: z.object({ id: z.number(), data: Columns, runtime: z.number() }) }),
  },
})
const queries = read(scope, 'GET /queries', { each: { at: '', item: z.object({ id: z.number() }) } })

/** A system that answers as Redash does: no envelope, and a job where there is no result yet. */
const speaking = (url: string, operations: Readonly<Record<string, Operation>>) => {
  const protocol = {
    ...rudder.protocol,
    open: async () => ({ source: 'test', headers: {} }),
    data: (connection: string, { endpoint }: Operation, { text }: { readonly text: string }) => {
      const answer = parseJson(text) as { readonly job?: { readonly error: string } }
      if (answer.job) throw new SystemError({ connection, endpoint, kind: 'rejected', detail: answer.job.error })
      return answer
    },
  }
  const world = eagerWorld()
  const tokens = tokenSource([{ name: 'reader', secret: new Secret(() => token), scopes: [scope] }], [scope])
  const system = { ...rudder, operations, protocol }
  return connect(system, { id: 'rudder/test', url }, tokens, transportTo(url, world), world)
}

/** The typed reads of a system that answers with this text. */
const answering = async (text: string) => {
  const { url, seen } = await serving((_, response) => response.end(text))
  const operations = { rows, queries }
  const connection = speaking(url, operations)
  onTestFinished(() => expect(seen.length).toBeLessThanOrEqual(1))
  return bind<typeof operations, typeof scope>(connection, [scope])
}

const columns = [
  { name: 'id', type: 'integer' },
  { name: 'city', type: null },
]
const found = [
  { id: '9007199254740993', city: 'Århus' },
  { id: 7, city: null },
]
const listed = '[{"id":9007199254740993,"city":"Århus"},{"id":7,"city":null}]'
const documents = {
  'after the list': `{"query_result":{"data":{"rows":${listed},"columns":${JSON.stringify(columns)}},"id":3,"runtime":0.5}}`,
  'before the list': `{"query_result":{"id":3,"runtime":0.5,"data":{"columns":${JSON.stringify(columns)},"rows":${listed}}}}`,
}

describe('an answer with more beside its list', () => {
  test.for(Object.entries(documents))('gives both in one read: %s', async ([, text]) => {
    const api = await answering(text)
    const all = api.rows()
    expect(() => all.rest()).toThrow('not read to its end')
    expect(await Array.fromAsync(all)).toEqual(found)
    expect(all.rest()).toEqual({ query_result: { id: 3, data: { columns }, runtime: 0.5 } })
  })

  test('has no rest before its end, or after an early one', async () => {
    const api = await answering(documents['before the list'])
    const all = api.rows()
    for await (const row of all) {
      expect(row).toEqual(found[0])
      expect(() => all.rest()).toThrow('not read to its end')
      break
    }
    expect(() => all.rest()).toThrow('not read to its end')
  })

  test('is not as documented if its rest is not', async () => {
    const api = await answering('{"query_result":{"data":{"rows":[],"columns":7},"id":3,"runtime":1}}')
    const all = api.rows()
    await expect(Array.fromAsync(all)).rejects.toMatchObject({
      kind: 'unexpected-answer',
      detail: expect.stringContaining('query_result.data.columns'),
    })
    expect(() => all.rest()).toThrow('not read to its end')
  })

  test('is an error if the system says so', async () => {
    const api = await answering('{"job":{"status":4,"error":"division by zero"}}')
    await expect(Array.fromAsync(api.rows())).rejects.toMatchObject({ kind: 'rejected', detail: 'division by zero' })
  })

  test.for(['{"query_result":{"data":{"columns":[]}}}', '{}', '[]'])(
    'is unexpected without its list: %s',
    async (text) => {
      const api = await answering(text)
      await expect(Array.fromAsync(api.rows())).rejects.toMatchObject({ kind: 'unexpected-answer' })
    },
  )
})

test('a document may be a list', async () => {
  const api = await answering('[{"id":1},{"id":2}]')
  expect(await Array.fromAsync(api.queries())).toEqual([{ id: 1 }, { id: 2 }])
})

test('and is an error where it is another thing', async () => {
  const api = await answering('{"results":[{"id":1}]}')
  await expect(Array.fromAsync(api.queries())).rejects.toMatchObject({
    kind: 'unexpected-answer',
    detail: 'the document is not a list',
  })
})
