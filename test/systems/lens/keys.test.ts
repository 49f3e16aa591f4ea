import { keys, type LocalLens, startLens } from 'local-lens'
import { expect, onTestFinished, test } from 'vitest'
import { connectionCheck } from '../../../src/run/doctor/connection.ts'
import { runChecks } from '../../../src/run/doctor/examine.ts'
import { accounts } from '../../../src/systems/lens/access/accounts.ts'
import { lens } from '../../../src/systems/lens/index.ts'
import { testWorld } from '../../world.ts'
import { connectedTo, tokenFor } from '../contract/connected.ts'

const reading = accounts[0]?.scopes ?? []

/** What the health check says of a key, with the level of each. */
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
  return found.filter(({ id }) => !id.startsWith('clock:')).map(({ level, says }) => `${level}: ${says}`)
}

test('the least key: what its user group has and what is needed', async () => {
  expect(await findings(keys.reader)).toMatchInlineSnapshot(`
    [
      "ok: No token can ask for its version.",
      "ok: It is accepted; until when, the system does not say.",
      "ok: It can do what is declared for it and nothing more.",
      "ok: Its user group has these API scopes: meta and data. Its scopes here need meta and data.",
    ]
  `)
})

test('a key whose user group has more than is needed', async () => {
  expect(await findings(keys.explorer)).toMatchInlineSnapshot(`
    [
      "ok: No token can ask for its version.",
      "ok: It is accepted; until when, the system does not say.",
      "warning: It can do what it need not: lens:graphql:run.",
      "ok: Its user group has these API scopes: meta, data and graphql. Its scopes here need meta and data.",
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
    ]
  `)
})

test.for([
  ['expired', keys.expired],
  ['unknown', keys.bad],
])('a key that is %s is not accepted', async ([, key = '']) => {
  expect((await findings(key)).at(-1)).toMatch(/^wrong: It is not accepted/)
})

test('Lens down: nothing is said of the key', async () => {
  const found = await findings(keys.reader, reading, ({ faults }) => {
    faults.down = true
  })
  expect(found.every((one) => !one.includes('user group'))).toBe(true)
  expect(found.some((one) => one.startsWith('wrong: '))).toBe(true)
})
