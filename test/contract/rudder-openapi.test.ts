import { describe, expect, test } from 'vitest'
import { rudder } from '../../src/systems/rudder/index.ts'
import { operationsOf } from '../systems/contract/connected.ts'
import { reference, referenceFiles } from './references.ts'

// Rudder's OpenAPI, one file a version: v18 is Rudder 8.0, v21 is 8.3, v23 is 9.1.
const folder = 'rudder-openapi'
const files = referenceFiles(folder)
const apiOf = (file: string) => Number(/v(\d+)_/.exec(file)?.[1])

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly tags?: readonly string[] }>>>>
}

/** `GET /rules/{}`: what an endpoint is, whatever its parameters are called. */
const plain = (endpoint: string) => endpoint.replace(/\{[^}]*\}/g, '{}')
const methods = ['get', 'put', 'post', 'delete', 'patch']

const documented = (file: string) =>
  Object.entries(reference<OpenApi>(folder, file).paths).flatMap(([path, of]) =>
    Object.entries(of)
      .filter(([method]) => methods.includes(method))
      .map(([method, { tags = [] }]) => ({ endpoint: plain(`${method.toUpperCase()} ${path}`), tags })),
  )

/** Where the documentation is wrong, and how it really is (EndpointsDefinition.scala). */
const mistakes: Readonly<Record<string, { readonly really: string; readonly why: string }>> = {
  'POST /groups/{}/reload': { really: 'GET /groups/{}/reload', why: 'the method is GET in every version' },
  'GET /api/changeRequests': { really: 'GET /changeRequests', why: 'the address has /api twice' },
}

/** What is older than its documentation: how it is called, and the API that had it first. */
const olderThanDocumented: Readonly<Record<string, number>> = { 'GET /directives/tree': 14 }

/** All of these tags, in every version. */
const tags = ['API Info', 'Status', 'Compliance', 'Rules', 'Directives', 'Techniques', 'Groups']

/** And these of other tags, as the issue lists them. */
const more = [
  ...['GET /nodes', 'GET /nodes/{}', 'GET /nodes/pending', 'POST /nodes/pending/{}', 'POST /nodes/{}/applyPolicy'],
  ...['GET /system/status', 'GET /system/info', 'GET /system/healthcheck'],
  ...['GET /changeRequests', 'GET /changeRequests/{}', 'POST /changeRequests/{}', 'DELETE /changeRequests/{}'],
  ...['POST /changeRequests/{}/accept', 'GET /settings', 'GET /parameters', 'GET /parameters/{}'],
]

const operations = Object.entries(operationsOf(rudder))
const ours = operations.map(([name, { endpoint, shape }]) => ({ name, endpoint: plain(endpoint), since: shape.since }))
const have = (endpoint: string) => ours.some((one) => fits(one.endpoint, endpoint))
/** Ours may spell out what is a parameter there: `GET /settings/run_frequency`. */
const fits = (mine: string, theirs: string) => {
  const [left, right] = [mine.split('/'), theirs.split('/')]
  return left.length === right.length && right.every((part, i) => part === '{}' || part === left[i])
}
const real = (endpoint: string) => mistakes[endpoint]?.really ?? endpoint

describe.skipIf(files.length === 0)('Rudder’s own documentation', () => {
  test.for(files)('%s: every endpoint of its policy tags is an operation', (file) => {
    const wanted = documented(file).filter((one) => one.tags.some((tag) => tags.includes(tag)))
    const missing = wanted.filter(({ endpoint }) => !have(real(endpoint))).map(({ endpoint }) => endpoint)
    console.log(`${file}: ${wanted.length - missing.length} of ${wanted.length} endpoints of ${tags.join(', ')}`)
    expect(missing).toEqual([])
    expect(wanted.length).toBeGreaterThan(50)
    expect(new Set(wanted.flatMap((one) => one.tags)).size).toBe(tags.length)
  })

  test('so are those of nodes, the server, change requests and settings that are asked for', () => {
    const all = new Set(files.flatMap(documented).map(({ endpoint }) => real(endpoint)))
    expect(more.filter((endpoint) => !have(endpoint))).toEqual([])
    expect(more.filter((endpoint) => !all.has(endpoint))).toEqual([])
  })

  test('each mistake that is named is in it', () => {
    const all = new Set(files.flatMap(documented).map(({ endpoint }) => endpoint))
    expect(Object.keys(mistakes).filter((endpoint) => !all.has(endpoint))).toEqual([])
    expect(Object.values(mistakes).filter(({ really }) => !have(really) || all.has(really))).toEqual([])
  })

  test('nothing is called that no version documents', () => {
    const all = files.flatMap(documented).map(({ endpoint }) => real(endpoint))
    const unknown = ours.filter(({ endpoint }) => !all.some((theirs) => fits(endpoint, theirs)))
    expect(unknown.map(({ name }) => name)).toEqual([])
  })

  test('what came later than 8.0 says since when', () => {
    const first = (endpoint: string) => {
      const having = files.filter((file) => documented(file).some((one) => fits(endpoint, real(one.endpoint))))
      return Math.min(...having.map(apiOf))
    }
    const oldest = Math.min(...files.map(apiOf))
    const wrong = ours.filter(({ endpoint, since }) => {
      const at = olderThanDocumented[endpoint] ?? first(endpoint)
      return at <= oldest ? since !== undefined : since === undefined || since.version > at || since.version <= oldest
    })
    expect(wrong.map(({ name }) => name)).toEqual([])
    expect(ours.filter(({ since }) => since).length).toBeGreaterThan(2)
    expect(
      Object.keys(olderThanDocumented).filter((endpoint) =>
        documented(files[0] ?? '').some((one) => one.endpoint === endpoint),
      ),
    ).toEqual([])
  })
})

test('what we lack, or call by another method or path, would be missing', () => {
  for (const endpoint of ['GET /rules', 'GET /rules/{}', 'GET /settings']) expect(have(endpoint)).toBe(true)
  for (const endpoint of ['POST /rules', 'GET /rules/{}/x', 'GET /rulez', 'POST /groups/{}/reload', 'DELETE /nodes/{}'])
    expect(have(endpoint)).toBe(false)
})
