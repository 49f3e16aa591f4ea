import { createServer } from 'node:http'
import { inspect } from 'node:util'
import { keys, type LocalRedash, startRedash } from 'local-redash'
import { expect, onTestFinished, test } from 'vitest'
import { dashboardToken } from '../../../packages/local-redash/src/keys.ts'
import { SystemError } from '../../../src/errors.ts'
import { sentenceOf } from '../../../src/run/explain.ts'
import { redash } from '../../../src/systems/redash/index.ts'
import { listening } from '../calling.ts'
import { callOf, connectedTo, everythingOf, operationsOf, tokenFor } from '../contract/connected.ts'
import { inputsFor, prepare } from './inputs.ts'
import { found, keysOf } from './searching.ts'

const said = (value: unknown): string => `${JSON.stringify(value)}\n${inspect(value, { depth: 30, showHidden: true })}`

/** What a person or a log gets of an error. */
const told = (error: SystemError): string => `${said(error)}\n${error.stack}\n${sentenceOf(error, redash)}`

const faults: Readonly<Record<string, Partial<LocalRedash['faults']>>> = {
  none: {},
  'a key that is refused': { refused: true },
  'Redis down': { redisDown: true },
  'the front page': { frontPage: true },
  'a page of a proxy': { proxyAnswers: 502 },
  'half an answer': { cutBody: true },
  'no JSON': { garbage: 'text' },
}

test.for(Object.entries(faults))('no key is in anything that a call gives, with %s', async ([, fault]) => {
  const looked = { calls: 0, errors: 0, shown: 0 }
  for (const [name, operation] of Object.entries(operationsOf(redash))) {
    const local = await startRedash()
    onTestFinished(() => local.close())
    prepare(local)
    const input = inputsFor(local)[name] ?? {}
    const token = operation.shape.bound ? tokenFor(local.keyOf(7), [operation.scope]) : everythingOf(redash, keys.admin)
    const connection = connectedTo(redash, local.url, [token])
    Object.assign(local.faults, fault)
    const all = keysOf(local)
    looked.calls += 1
    try {
      const text = said(await callOf(connection, operation, input))
      expect(found(text, all), name).toEqual([])
    } catch (error) {
      if (!(error instanceof SystemError)) throw error
      looked.errors += 1
      expect(found(told(error), all), name).toEqual([])
    }
    // Nor in what it asks, but for the one header, which the local Redash doesn't record; and never a cookie.
    expect(found(JSON.stringify(local.requests), all), name).toEqual([])
    expect(local.requests.filter(({ cookies }) => cookies)).toEqual([])
  }
  console.log(`${looked.calls} calls, ${looked.errors} of them errors`)
  expect(looked.calls).toBe(Object.keys(operationsOf(redash)).length)
})

test('the search is able to find one: the server’s own answers are full of keys', async () => {
  const local = await startRedash()
  onTestFinished(() => local.close())
  prepare(local)
  const all = keysOf(local)
  const headers = { authorization: `Key ${keys.reader}` }
  for (const path of ['queries', 'queries/7', 'dashboards/2', 'alerts/2']) {
    const text = await (await fetch(`${local.url}/api/${path}`, { headers })).text()
    expect(found(text, all), path).not.toEqual([])
  }
  expect(found(`x${dashboardToken(2)}`, all)).toHaveLength(1)
  expect(found(Buffer.from(`Key ${keys.admin} and more`).toString('base64'), all)).toHaveLength(1)
  expect(found(Buffer.from(keys.admin).toString('hex'), all)).toHaveLength(1)
})

test('cookies are never kept: the session of one answer does not come with the next request', async () => {
  const cookies: (string | undefined)[] = []
  const body = JSON.stringify({
    user: { id: 1, name: 'A', email: 'a@example.test', permissions: [] },
    client_config: { version: '26.3.0' },
  })
  const server = createServer((request, response) => {
    cookies.push(request.headers.cookie)
    response.writeHead(200, {
      'content-type': 'application/json',
      'set-cookie': ['csrf_token=abc; Path=/', 'session=def; HttpOnly; Path=/'],
    })
    response.end(body)
  })
  const connection = connectedTo(redash, `http://127.0.0.1:${await listening(server)}`, [
    everythingOf(redash, keys.reader),
  ])
  for (let i = 0; i < 3; i += 1) await connection.greet()
  expect(cookies).toEqual([undefined, undefined, undefined])
})
