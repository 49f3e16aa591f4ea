import { expect, onTestFinished, test } from 'vitest'
import { startSlack } from '../../packages/local-slack/test/start-slack.ts'
import { createCall } from '../../src/slack/call.ts'
import { createNetwork } from '../../src/slack/network.ts'
import { Secret } from '../../src/vault/secret.ts'
import { testWorld } from '../world.ts'

const started = async () => {
  const { slack, watch } = await startSlack()
  const world = testWorld({}, watch.now)
  const network = createNetwork(() => ({}))
  onTestFinished(() => network.close())
  const call = createCall({ token: new Secret(() => slack.botToken), apiUrl: slack.apiUrl, network }, world)
  return { slack, world, call: () => call('auth.test', {}) }
}

test.each([
  ['no header', null, 30_000],
  ['nothing', '', 30_000],
  ['seconds', '7', 7_000],
  ['a part of a second', '2.5', 3_000],
  ['zero', '0', 1_000],
  ['a date', 'Fri, 20 Nov 2026 13:00:09 GMT', 9_000],
  ['a date as it was written once', 'Friday, 20-Nov-26 13:00:09 GMT', 9_000],
  ['a date of C', 'Fri Nov 20 13:00:09 2026', 9_000],
  ['a date that has passed', 'Fri, 20 Nov 2026 12:00:00 GMT', 1_000],
  ['a negative number', '-5', 30_000],
  ['two numbers', '5, 10', 30_000],
  ['a number with a unit', '5s', 30_000],
  ['another notation', '0x10', 30_000],
  ['no number', 'soon', 30_000],
  ['a huge number', '9'.repeat(400), 3_600_000],
  ['a date far away', 'Fri, 20 Nov 2126 13:00:00 GMT', 3_600_000],
])('429 with %s as Retry-After: it is waited so long', async (_, retryAfter, waitMs) => {
  const { slack, call } = await started()
  slack.faults.add({ method: 'auth.test', how: 'limited', retryAfter })
  expect(await call()).toEqual({ how: 'limited', waitMs })
})

test('a page of a proxy instead of JSON is one short line, and it is not known what was done', async () => {
  const { slack, call, world } = await started()
  slack.faults.add({ method: 'auth.test', how: 'page' })
  const why = "the answer is text/html instead of JSON: a proxy's, not Slack's?"
  expect(await call()).toEqual({ how: 'unsure', why })
  expect(world.lines).toMatchObject([{ event: 'slack', fields: { answered: 'unsure', why } }])
})

test('neither is an error that is no word of Slack’s', async () => {
  const { slack, call, world } = await started()
  slack.faults.add({ method: 'auth.test', how: 'error', error: '<p>'.repeat(40_000) })
  expect(await call()).toEqual({ how: 'unsure', why: 'the answer cannot be read' })
  expect(JSON.stringify(world.lines).length).toBeLessThan(300)
})

test('an idle connection is given up within seconds, although Slack would keep it for ten minutes', async () => {
  const { slack, call } = await started()
  expect((await call()).how).toBe('sent')
  expect(slack.connections.count()).toBe(1)
  await expect.poll(() => slack.connections.count(), { timeout: 10_000, interval: 100 }).toBe(0)
  expect((await call()).how).toBe('sent')
})
