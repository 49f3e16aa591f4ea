import { expect, test } from 'vitest'
import { type Capture, captures } from '../../../packages/local-rill/test/captures.ts'
import { SystemError } from '../../../src/errors.ts'
import { sentenceOf } from '../../../src/run/explain.ts'
import { rill } from '../../../src/systems/rill/index.ts'
import { operationOf, replayed } from './replaying.ts'

/** What an error answer must be taken for, by its status and what it says: its kind and its reason. */
const meanings: readonly (readonly [status: number, says: RegExp, means: string])[] = [
  [400, /action not allowed|must be an admin|^security policy:/, 'forbidden -'],
  [400, /result cap exceeded|exceeds the system cap/, 'too-large -'],
  [500, /result cap exceeded/, 'too-large -'],
  [400, /^metrics view ".*" is not valid/, 'rejected broken'],
  [400, /resource not found/, 'not-found -'],
  [
    400,
    /^project not found|^no prod deployment|^no deployment for|does not have a deployment/,
    'not-found no-such-address',
  ],
  [400, /./, 'rejected -'],
  [401, /jwt is expired/, 'auth expired-token'],
  [401, /does not have permission to access the production deployment/, 'forbidden -'],
  [401, /./, 'auth -'],
  [403, /manage deployment/, 'forbidden needs-admin'],
  [403, /./, 'forbidden -'],
  [404, /^api with name/, 'not-found -'],
  [404, /^project not found/, 'not-found no-such-address'],
  [404, /^resource not found/, 'not-found -'],
  [404, /./, 'not-found no-such-address'],
  [405, /./, 'not-found no-such-address'],
  [415, /./, 'rejected -'],
  [429, /./, 'rate-limited -'],
  [500, /dial tcp|^driver: not found/, 'unavailable -'],
  [500, /./, 'unexpected-answer -'],
]

const saidIn = ({ response: { body, type } }: Capture): string => {
  if (type !== 'application/json') return body
  const { message, error } = JSON.parse(body) as { message?: string; error?: string }
  return message ?? error ?? ''
}

test('each recorded answer of an operation of ours is parsed, or taken for what it is', async () => {
  const all = captures()
  const ours = all.flatMap((capture) => {
    const found = operationOf(capture)
    // The answer to a redirect and that which never came are the transport's.
    const isWhole = capture.response.status > 0 && capture.response.status !== 307
    const isUnreadable = capture.response.cut && !/^\[|^\{"resources"/.test(capture.response.body)
    return found && isWhole && !isUnreadable ? [{ capture, ...found }] : []
  })
  const label = ({ number, name }: Capture) => `${number} ${name}`
  const wrong: string[] = []
  let [parsed, failed] = [0, 0]
  for (const { capture, operation, rest } of ours) {
    const { status } = capture.response
    try {
      const answer = await replayed(capture, operation, rest)
      expect(answer, label(capture)).toBeDefined()
      parsed += 1
      if (status !== 200) wrong.push(`${label(capture)}: ${status} passes for data`)
      // Policies and SQL come along with views, and nothing of them is read.
      if (/securityRules|rowFilter|SELECT /.test(JSON.stringify(answer)))
        wrong.push(`${label(capture)}: shows a policy`)
    } catch (error) {
      if (!(error instanceof SystemError)) throw error
      failed += 1
      const said = status === 200 ? '' : saidIn(capture)
      const [, , means] = meanings.find(([of, says]) => of === status && says.test(said)) ?? []
      const is = `${error.kind} ${error.reason ?? '-'}`
      if (is !== means) wrong.push(`${label(capture)}: ${is}, not ${means} (${said.slice(0, 80)})`)
      // No word of Rill's reaches people.
      const sentence = sentenceOf(error, rill)
      if (error.detail !== undefined && status !== 200) wrong.push(`${label(capture)}: has a detail`)
      if (said.length > 25 && sentence.includes(said.slice(0, 25)))
        wrong.push(`${label(capture)}: repeats what Rill said`)
    }
  }
  console.log(
    `Rill v0.88.4: of ${all.length} recorded answers ${ours.length} are of an operation of ours: ${parsed} are parsed, ${failed} are errors`,
  )
  expect(wrong).toEqual([])
})
