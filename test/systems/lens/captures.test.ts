import { createServer } from 'node:http'
import { expect, test } from 'vitest'
import { type Capture, captures } from '../../../packages/local-lens/test/captures.ts'
import { SystemError } from '../../../src/errors.ts'
import { sentenceOf } from '../../../src/run/explain.ts'
import { lens } from '../../../src/systems/lens/index.ts'
import type { Operation } from '../../../src/systems/operation.ts'
import { listening } from '../calling.ts'
import { callOf, connectedTo, tokenFor } from '../contract/connected.ts'
import { inputsFor } from './inputs.ts'

const { meta, load, sql, graphql } = lens.operations
const byEndpoint: Readonly<Record<string, Operation>> = { meta, load, sql, graphql }

/** What is of no operation of ours, and why. */
const others: readonly (readonly [name: RegExp, why: string])[] = [
  [/^load-multi$|^load-comparedaterange$/, 'several queries at once, which the bot never sends'],
  [/^load-compact$/, 'rows as lists, which the bot never asks for'],
  [/^dry-run$|^readyz$/, 'endpoints that the bot doesn’t have'],
]

/** What an error must be taken for: kind and reason, by its status and what it says. */
const meanings: readonly (readonly [status: number, says: RegExp, means: string])[] = [
  [403, /^Authorization header isn't set$/, 'auth not-presented'],
  [403, /^Invalid token$/, 'auth -'],
  [403, /^API scope is missing: (data|meta|graphql)$/, 'forbidden missing-scope'],
  [500, /^API scope is missing: data$/, 'forbidden missing-scope'],
  [500, /^Continue wait$/, 'rejected still-running'],
  [500, /^Error: relation /, 'rejected -'],
  [500, /^Error: The query limit has been exceeded\.$/, 'rejected -'],
  [500, /^(TypeError|SyntaxError): /, 'unexpected-answer failed-inside'],
  [500, /^Error: A user-defined contextToApiScopes function/, 'unexpected-answer failed-inside'],
  [400, /./, 'rejected -'],
  [404, /^$/, 'not-found no-such-address'],
]

const all = captures()
const ours = all.filter(({ name }) => !others.some(([names]) => names.test(name)))

/** An address that Cube doesn't have is what a wrong `url:` comes to, whatever is asked there. */
const operationOf = ({ request: { path } }: Capture): Operation =>
  byEndpoint[path.split('?')[0]?.split('/').at(-1) ?? ''] ?? meta

const saidIn = ({ response: { body, type } }: Capture): string => {
  if (type !== 'application/json') return ''
  const { error, errors } = JSON.parse(body) as { error?: string; errors?: { message: string }[] }
  return error ?? errors?.[0]?.message ?? ''
}

/** Asks a server that answers as it was recorded. */
const replayed = async ({ response: { status, type, body } }: Capture, operation: Operation): Promise<unknown> => {
  const server = createServer((_, response) => response.writeHead(status, { 'content-type': type }).end(body))
  const url = `http://127.0.0.1:${await listening(server)}/lens2/api/public:sales`
  const connection = connectedTo(lens, url, [tokenFor('the-key-of-the-test', [operation.scope])])
  const name = Object.keys(byEndpoint).find((one) => byEndpoint[one] === operation) ?? ''
  if (!operation.shape.each) return callOf(connection, operation, inputsFor()[name] ?? {})
  const elements = connection.each(operation, inputsFor()[name] ?? {})
  const rows = await Array.fromAsync(elements)
  return { rows, rest: elements.rest() }
}

test.skipIf(all.length === 0)(
  'each recorded answer of an operation of ours is parsed, or taken for what it is',
  async () => {
    const wrong: string[] = []
    const told: string[] = []
    const counts = { parsed: 0, waits: 0, errors: 0 }
    for (const capture of ours) {
      const label = `${capture.number} ${capture.name}`
      const { status } = capture.response
      try {
        const answer = await replayed(capture, operationOf(capture))
        const isWait = JSON.stringify(answer).includes('Continue wait')
        counts[isWait ? 'waits' : 'parsed'] += 1
        if (status !== 200) wrong.push(`${label}: an error of the status ${status} passes for data`)
        if (isWait !== (saidIn(capture) === 'Continue wait')) wrong.push(`${label}: a wait is no data`)
      } catch (error) {
        if (!(error instanceof SystemError)) throw error
        counts.errors += 1
        const [, , means = 'nothing that is known'] =
          meanings.find(([of, says]) => of === status && says.test(saidIn(capture) || '')) ??
          meanings.find(([of, says]) => of === status && saidIn(capture) === '' && says.test('')) ??
          []
        const found = `${error.kind} ${error.reason ?? '-'}`
        if (found !== means) wrong.push(`${label}: ${found}, not ${means}`)
        told.push(`${JSON.stringify(error)} ${sentenceOf(error, lens)}`)
      }
    }
    console.log(
      `Cube 0.35.81: of ${all.length} recorded answers ${ours.length} are of an operation of ours: ` +
        `${counts.parsed} are parsed, ${counts.waits} are waits, ${counts.errors} are errors that are told apart`,
    )
    expect(wrong).toEqual([])
    // Many of these errors have a stack with the paths of the server: nobody gets it.
    expect(told.filter((text) => / {4}at |\/srv\/|node_modules|undefined/.test(text))).toEqual([])
    expect(ours.filter(({ response }) => response.body.includes('node_modules')).length).toBeGreaterThan(10)
  },
)

test('each meaning and each exception is of a recorded answer', () => {
  const idle = meanings.filter(
    ([status, says]) => !ours.some((one) => one.response.status === status && says.test(saidIn(one))),
  )
  expect(all.length === 0 ? [] : idle.map(([status, says]) => `${status} ${says}`)).toEqual([])
  expect(all.length === 0 ? [] : others.filter(([names]) => !all.some(({ name }) => names.test(name)))).toEqual([])
})
