import { keys, type LocalLens, startLens } from 'local-lens'
import { expect, onTestFinished, test } from 'vitest'
import { connectionCheck } from '../../../src/run/doctor/connection.ts'
import { runChecks } from '../../../src/run/doctor/examine.ts'
import { accounts } from '../../../src/systems/lens/access/accounts.ts'
import { lens } from '../../../src/systems/lens/index.ts'
import { testWorld } from '../../world.ts'
import { connectedTo, tokenFor } from '../contract/connected.ts'

const day = 24 * 60 * 60_000
const reading = accounts[0]?.scopes ?? []

/** What the health check says of a key, with the level of each. */
const jwt = (payload: object) =>
  ['{"alg":"HS256"}', JSON.stringify(payload), 'signature']
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.')

const findings = async (key: string, scopes = reading, prepare?: (local: LocalLens) => void) => {
  const local = await startLens()
  onTestFinished(() => local.close())
  prepare?.(local)
  const world = testWorld()
  const connection = connectedTo(lens, local.url, [tokenFor(key, scopes)])
  const found = await runChecks([connectionCheck(connection, world.clock)], world)
  // No query was run to find this out.
  expect(local.requests.filter(({ body }) => body !== '' && body !== '{}')).toEqual([])
  expect(local.state.runs).toEqual([])
  // The clocks of this machine and of the test differ.
  return found
    .filter(({ id }) => !id.startsWith('clock:'))
    .map(
      ({ level, says, todo }) =>
        `${level}: ${says}${level === 'wrong' && says.startsWith('It is not') ? ` ${todo}` : ''}`,
    )
}

test('the least key: what its user group has and what is needed', async () => {
  expect(await findings(keys.reader)).toMatchInlineSnapshot(`
    [
      "ok: No token can ask for its version.",
      "ok: It is accepted; until when, the system does not say.",
      "ok: It can do what is declared for it and nothing more.",
      "ok: Its user group has these API scopes: meta and data. Its scopes here need meta and data.",
      "ok: Keys of DataOS are good for 24 hours unless they are made with -d, and Lens doesn’t say when one expires.",
    ]
  `)
})

test.for([
  ['of its own', 20 * day, 'ok: It is accepted, and expires in 20 days.'],
  ['soon', day + 1, 'warning: It is accepted, and expires in 1 day.'],
  ['today', 1_000, 'warning: It is accepted, and expires today.'],
] as const)('a key that is a JSON Web Token says itself when it expires: %s', async ([, after, says]) => {
  const exp = Math.ceil((testWorld().clock.now() + after) / 1_000)
  const key = jwt({ sub: 'reader', exp })
  const found = await findings(key, reading, ({ state }) => {
    state.keys.push({ secret: key, user: 'users:id:reader' })
  })
  expect(found).toContain(says)
  expect(found.join()).not.toContain('24 hours')
})

test('a key whose user group has more than is needed', async () => {
  expect(await findings(keys.explorer)).toMatchInlineSnapshot(`
    [
      "ok: No token can ask for its version.",
      "ok: It is accepted; until when, the system does not say.",
      "warning: It can do what it need not: lens:graphql:run.",
      "ok: Its user group has these API scopes: meta, data and graphql. Its scopes here need meta and data.",
      "ok: Keys of DataOS are good for 24 hours unless they are made with -d, and Lens doesn’t say when one expires.",
    ]
  `)
})

test('a key whose user group lacks a scope: which one, and where to add it', async () => {
  expect(await findings(keys.lister)).toMatchInlineSnapshot(`
    [
      "ok: No token can ask for its version.",
      "ok: It is accepted; until when, the system does not say.",
      "wrong: It cannot do what the settings declare for it: lens:data:run.",
      "warning: Its user group has these API scopes: meta. Its scopes here need meta and data.",
      "ok: Keys of DataOS are good for 24 hours unless they are made with -d, and Lens doesn’t say when one expires.",
    ]
  `)
})

test('GraphQL takes two API scopes', async () => {
  expect(await findings(keys.half, ['lens:graphql:run'])).toMatchInlineSnapshot(`
    [
      "ok: No token can ask for its version.",
      "ok: It is accepted; until when, the system does not say.",
      "wrong: It cannot do what the settings declare for it: lens:graphql:run.",
      "warning: It can do what it need not: lens:meta:read.",
      "warning: Its user group has these API scopes: meta and graphql. Its scopes here need data and graphql.",
      "ok: Keys of DataOS are good for 24 hours unless they are made with -d, and Lens doesn’t say when one expires.",
    ]
  `)
})

test('a user group without any scope', async () => {
  expect(await findings(keys.nobody)).toMatchInlineSnapshot(`
    [
      "ok: No token can ask for its version.",
      "ok: It is accepted; until when, the system does not say.",
      "wrong: It cannot do what the settings declare for it: lens:data:run, lens:meta:read.",
      "warning: Its user group has these API scopes: none. Its scopes here need meta and data.",
      "ok: Keys of DataOS are good for 24 hours unless they are made with -d, and Lens doesn’t say when one expires.",
    ]
  `)
})

test.for([
  ['expired', keys.expired],
  ['unknown', keys.bad],
])('a key that is %s is not accepted', async ([, key = '']) => {
  expect((await findings(key)).at(-1)).toMatch(/^wrong: It is not accepted.* “dataos-ctl user apikey create -d 2160h”/)
})

test('Lens down: nothing is said of the key', async () => {
  const found = await findings(keys.reader, reading, ({ faults }) => {
    faults.down = true
  })
  expect(found.every((one) => !one.includes('user group'))).toBe(true)
  expect(found.some((one) => one.startsWith('wrong: '))).toBe(true)
})
