import { type LocalRill, startRill } from 'local-rill'
import { expect, onTestFinished, test } from 'vitest'
import { connectionCheck } from '../../../src/run/doctor/connection.ts'
import { runChecks } from '../../../src/run/doctor/examine.ts'
import { rill } from '../../../src/systems/rill/index.ts'
import { testWorld } from '../../world.ts'
import { connectedTo, tokenFor } from '../contract/connected.ts'

const minting = ['rill:credentials:run']
const reading = ['rill:apis:read', 'rill:apis:run', 'rill:views:read', 'rill:metrics:run']

/** What the health check says of a token, with the level of each and what to do. */
const findings = async (kind: keyof LocalRill['tokens'], scopes: readonly string[]) => {
  const local = await startRill()
  onTestFinished(() => local.close())
  const world = testWorld()
  const connection = connectedTo(rill, local.url, [tokenFor(local.tokens[kind], scopes)])
  const found = await runChecks([connectionCheck(connection, world.clock)], world)
  // Nobody's token was asked for, and no query was run.
  const bodies = local.requests.flatMap(({ body }) => (body === '' ? [] : [JSON.parse(body)]))
  for (const body of bodies)
    expect(body).toEqual({ attributes: { email: 'nobody@coxswain.invalid', admin: false }, ttl_seconds: 1 })
  expect(local.requests.every(({ path }) => /\/(credentials|api\/openapi)$/.test(path))).toBe(true)
  // The clocks of this machine and of the test differ.
  return found
    .filter(({ id }) => !id.startsWith('clock:'))
    .map(({ level, says, todo }) => `${level}: ${says}${todo === undefined ? '' : ` (${todo})`}`)
}

test.for<readonly [kind: keyof LocalRill['tokens'], scopes: readonly string[], says: RegExp]>([
  ['admin', minting, /^ok: It can make tokens for people: it is a project admin’s\. It could also read every row/],
  [
    'admin',
    reading,
    /^warning: It can make tokens for people.*\(Use the token of a service with the viewer role here\.\)$/,
  ],
  [
    'editor',
    minting,
    /^warning: It can’t make tokens for people: it isn’t a project admin’s\. \(Give the service the admin role/,
  ],
  ['viewer', minting, /^warning: It can’t make tokens for people/],
  ['viewer', reading, /^ok: It can read the project, and can’t make tokens for people\.$/],
  ['outsider', reading, /^warning: It has no role in the project\. \(Give the service the viewer role/],
])('a token of %s for %j', async ([kind, scopes, says]) => {
  expect(await findings(kind, scopes)).toContainEqual(expect.stringMatching(says))
})

test.for([
  ['editor', minting],
  ['outsider', reading],
] as const)('a token of %s that can’t do what it is for is wrong', async ([kind, scopes]) => {
  expect(await findings(kind, scopes)).toContainEqual(expect.stringMatching(/^wrong: It cannot do what the settings/))
})

test.for(['expired', 'revoked', 'unknown'] as const)('a token that is %s is wrong', async (kind) => {
  expect(await findings(kind, minting)).toContainEqual(expect.stringMatching(/^wrong: /))
})
