import { describe, expect, test } from 'vitest'
import { type Capture, capturesOf } from '../../../packages/local-redash/test/captures.ts'
import { SystemError } from '../../../src/errors.ts'
import { sentenceOf } from '../../../src/run/explain.ts'
import type { Operation } from '../../../src/systems/operation.ts'
import { redash } from '../../../src/systems/redash/index.ts'
import { operationOf, replayed } from './replaying.ts'

const versions = ['26.3.0', '10.1.0'] as const

/** What an error answer must be taken for, by its status and what it says: kind, reason, and what it proves. */
const meanings: readonly (readonly [status: number, says: RegExp, means: string])[] = [
  [404, /^Couldn't find resource\./, 'auth - definite'],
  [400, /^The CSRF token is missing\./, 'auth - definite'],
  [404, /^The requested URL was not found/, 'not-found - definite'],
  [404, /^No cached result found/, 'not-found nothing-stored definite'],
  [403, /^You don't have the permission to access/, 'forbidden - definite'],
  [403, /^You don't have permission to edit/, 'forbidden not-owner definite'],
  [403, /^(You do not have permission to run|This query contains potentially)/, 'forbidden not-runnable definite'],
  [409, /^A conflict happened/, 'rejected conflict definite'],
  [400, /^Page is out of range/, 'rejected past-the-end definite'],
  [400, /^Page (must|size)/, 'rejected - definite'],
  [400, /^Missing parameter value for: /, 'rejected - definite'],
  [400, /^The following parameter values are incompatible/, 'rejected - definite'],
  [400, /^This query is detached from any data source/, 'rejected - definite'],
  [400, /^You are trying to associate a dropdown query/, 'rejected - definite'],
  [400, /^The browser \(or proxy\) sent a request/, 'rejected - definite'],
  [400, / is paused \(.*\)\. Please try later\.$/, 'rejected - definite'],
  // Not the key: the data source is gone.
  [401, /^Target data source not available\.$/, 'rejected - definite'],
  [500, /^Internal Server Error$/, 'unexpected-answer failed-inside -'],
  // HTML.
  [500, /^$/, 'unexpected-answer failed-inside -'],
  [200, /^$/, 'unexpected-answer foreign -'],
]

const saidIn = ({ response: { body, type } }: Capture): string => {
  if (type !== 'application/json') return ''
  const { message, job } = JSON.parse(body) as { message?: string; job?: { error: string } }
  return message ?? job?.error ?? ''
}

/** Answers whose body was not recorded: what it would be is not known. */
const unrecorded = /^(result-range|result-gzip)$/

/** Keys and tokens of the recorded servers, as they stand in what was recorded. */
const keys = /q{30,}Q\d|-key\}|dashboard-token|\/public\/dashboards\//

interface Outcome {
  readonly capture: Capture
  readonly name: string
  readonly error: SystemError | undefined
}

describe.for(versions)('the recorded answers of Redash %s', (version) => {
  const all = capturesOf(version)
  const ours = all.flatMap((capture) => {
    const found = operationOf(capture)
    return found && !unrecorded.test(capture.name) ? [{ capture, ...found }] : []
  })
  /** A whole answer of the same shape. */
  const whole = ({ shape }: Operation) =>
    ours.find(({ operation: other, capture: { response } }) => {
      const isAlike = shape.each ? shape.each === other.shape.each : shape.output === other.shape.output
      return isAlike && response.status === 200 && !response.cut
    })?.capture.response.body

  test.skipIf(all.length === 0)('each of an operation of ours is parsed, or taken for what it is', async () => {
    const outcomes: Outcome[] = []
    for (const { capture, name, operation } of ours) {
      try {
        const answer = await replayed(capture, operation, whole(operation))
        expect(answer, capture.name).toBeDefined()
        expect(JSON.stringify(answer), capture.name).not.toMatch(keys)
        outcomes.push({ capture, name, error: undefined })
      } catch (error) {
        if (!(error instanceof SystemError)) throw error
        outcomes.push({ capture, name, error })
      }
    }
    const label = ({ capture: { number, name } }: Outcome) => `${number} ${name}`
    const failed = outcomes.flatMap((one) => (one.error ? [{ ...one, error: one.error }] : []))
    const parsed = outcomes.filter(({ error }) => !error)
    const cut = parsed.filter(({ capture }) => capture.response.cut)
    console.log(
      `Redash ${version}: of ${all.length} recorded answers ${ours.length} are of an operation of ours: ` +
        `${parsed.length} are parsed (${cut.length} of them as far as they were written down), ${failed.length} are errors`,
    )
    // No answer that is an error passes for data, and none that is data for an error.
    const isHtml = ({ capture }: Outcome) => capture.response.type === 'text/html'
    expect(parsed.filter((one) => one.capture.response.status !== 200 || isHtml(one)).map(label)).toEqual([])
    expect(
      failed
        .filter((one) => one.capture.response.status === 200 && !isHtml(one))
        .map((one) => `${label(one)}: ${one.error.detail}`),
    ).toEqual([])
    const wrong = failed.flatMap((one) => {
      const { status } = one.capture.response
      const said = saidIn(one.capture)
      const [, , means = 'nothing that is known'] =
        meanings.find(([of, says]) => of === status && says.test(said)) ?? []
      const { kind, reason = '-', refusal = '-' } = one.error
      const found = `${kind} ${reason} ${refusal}`
      return found === means ? [] : [`${label(one)}: ${found}, not ${means}`]
    })
    expect(wrong).toEqual([])
    for (const { error } of failed) {
      const sentence = sentenceOf(error, redash)
      expect(sentence).toMatch(/^Redash \(test\) /)
      expect(sentence).not.toMatch(/undefined|\{\{|Key |the-key-of-the-test/)
    }
  })
})

test('each meaning is of a recorded answer', () => {
  const all = versions.flatMap(capturesOf)
  const idle = meanings.filter(
    ([status, says]) =>
      !all.some((one) => one.response.status === status && !one.response.cut && says.test(saidIn(one))),
  )
  expect(all.length === 0 ? [] : idle.map(([status, says]) => `${status} ${says}`)).toEqual([])
})

test('the recorded answers are full of keys', () => {
  const all = versions.flatMap(capturesOf)
  expect(all.length === 0 || all.filter(({ response }) => keys.test(response.body)).length > 100).toBe(true)
})
