import { keys, type LocalRedash, startRedash } from 'local-redash'
import { describe, expect, onTestFinished, test } from 'vitest'
import { connectionCheck } from '../../../src/run/doctor/connection.ts'
import { runChecks } from '../../../src/run/doctor/examine.ts'
import { accounts } from '../../../src/systems/redash/access/accounts.ts'
import { redash } from '../../../src/systems/redash/index.ts'
import { Secret } from '../../../src/vault/secret.ts'
import type { Token } from '../../../src/vault/tokens.ts'
import { testWorld } from '../../world.ts'
import { connectedTo } from '../contract/connected.ts'

const reading = accounts[0]?.scopes ?? []
const ofQuery = ['redash:queries:read', 'redash:queries:run', 'redash:results:read', 'redash:jobs:read']

const token = (value: string, scopes = reading, more: Partial<Token> = {}): Token => ({
  name: 'key',
  secret: new Secret(() => value),
  scopes,
  ...more,
})

/** What the health check says of the tokens, with the level of each. */
const findings = async (tokens: (local: LocalRedash) => readonly Token[], prepare?: (local: LocalRedash) => void) => {
  const local = await startRedash()
  onTestFinished(() => local.close())
  prepare?.(local)
  const connection = connectedTo(redash, local.url, tokens(local))
  const world = testWorld()
  const found = await runChecks([connectionCheck(connection, world.clock)], world)
  expect(local.writes()).toEqual([])
  expect(local.state.jobs).toEqual([])
  // The clocks of this machine and of the test differ.
  return found.filter(({ id }) => !id.startsWith('clock:')).map(({ level, says }) => `${level}: ${says}`)
}

describe('the kind of a key', () => {
  test('the least user: whose it is, what every user can do, and nothing too much', async () => {
    expect(await findings(() => [token(keys.reader)])).toEqual([
      'ok: Redash 26.3.0 answers.',
      'ok: It is accepted and never expires.',
      expect.stringMatching(/^ok: It lacks nothing that was found, and nothing more was found\. Not tested: /),
      'ok: It is the key of the user Rita Reader.',
      expect.stringMatching(/^ok: Like the key of every user in Redash, .*cancel other people’s runs, create alerts/),
    ])
  })

  test('an admin: named as one, and as too much', async () => {
    const found = await findings(() => [token(keys.admin)])
    expect(found).toContain('warning: It is the key of an admin, who can do everything in Redash.')
    expect(found.find((one) => one.startsWith('warning: It can do what it need not'))).toContain('the permission admin')
  })

  test('a user of the default group: what is too much is named, SQL of one’s own first', async () => {
    const found = await findings(() => [token(keys.default)])
    expect(found.find((one) => one.startsWith('warning: It can do what it need not'))).toMatch(
      /the permission execute_query, .*redash:(queries|query-set):write/,
    )
  })

  test('a permission that nobody here knows is too much as well', async () => {
    const found = await findings(
      () => [token(keys.reader)],
      ({ state }) => void state.groups.find(({ id }) => id === 3)?.permissions.push('delete_everything'),
    )
    expect(found.find((one) => one.startsWith('warning: It can do what it need not'))).toContain(
      'the permission delete_everything',
    )
  })

  test('a key for changes that may not say whose it is', async () => {
    const changes = ['redash:queries:write', 'redash:dashboards:write']
    const says = 'It makes changes, and the bot can’t ask whose key it is: it doesn’t serve redash:writer:read.'
    const opening = { ...token(keys.reader, ['redash:session:read']), name: 'opening' }
    const of = (scopes: readonly string[]) => findings(() => [opening, token(keys.default, scopes)])
    expect(await of(changes)).toContain(`warning: ${says}`)
    expect((await of([...changes, 'redash:writer:read'])).join()).not.toContain(says)
  })

  test('what comes with a permission that is needed anyway is not too much', async () => {
    const found = await findings(() => [
      token(keys.reader, ['redash:session:read', 'redash:queries:run', 'redash:dashboards:read']),
    ])
    expect(found.filter((one) => one.startsWith('warning'))).toEqual([])
  })

  test('a user who lacks the permission for a scope', async () => {
    const found = await findings(() => [token(keys.dashboards)])
    expect(found).toContainEqual(
      expect.stringMatching(/^wrong: It cannot do what the settings declare for it: .*redash:queries:run/),
    )
  })

  test('the key of a query: found by its query, and its limits are said', async () => {
    const found = await findings((local) => [token(local.keyOf(12), ofQuery, { only: { queryId: ['12'] } })])
    expect(found).toEqual([
      'ok: No token can ask for its version.',
      'ok: It is accepted and never expires.',
      'ok: It can do what is declared for it and nothing more.',
      'ok: It is the key of query 12: it can’t list queries or cancel runs.',
      expect.stringMatching(/^ok: Like every such key, .* any other query of the same data source/),
    ])
  })

  test('the key of a query that is declared for what no such key can do', async () => {
    const scopes = [...ofQuery, 'redash:jobs:run', 'redash:text-queries:run']
    const found = await findings((local) => [token(local.keyOf(12), scopes, { only: { queryId: ['12'] } })])
    expect(found).toContainEqual(
      expect.stringMatching(
        /^wrong: It cannot do what the settings declare for it: redash:(jobs|text-queries):run, redash:(jobs|text-queries):run\./,
      ),
    )
  })

  test('the key of a query that is said to be for two', async () => {
    const found = await findings((local) => [token(local.keyOf(12), ofQuery, { only: { queryId: ['12', '7'] } })])
    expect(found).toContain('warning: It doesn’t open query 7, which the settings name in “only:”.')
  })

  test.for<readonly [what: string, key: (local: LocalRedash) => string, more?: Partial<Token>]>([
    ['unknown', () => keys.bad],
    ['of a disabled user', () => keys.disabled],
    ['of a query, without “only:”', (local) => local.keyOf(12)],
    ['of another query', (local) => local.keyOf(7), { only: { queryId: ['12'] } }],
    ['with a blank at its end', () => `${keys.reader}\u00a0`],
  ])('a key that is %s is not accepted', async ([, key, more]) => {
    const scopes = more ? ofQuery : reading
    const found = await findings((local) => [token(key(local), scopes, more)])
    expect(found.at(-1)).toBe('wrong: It is not accepted: it is unknown, disabled or expired.')
  })

  test('a key of a user that is bound to one query is known as what it is, with all that it can do', async () => {
    const found = await findings(() => [token(keys.default, ofQuery, { only: { queryId: ['12'] } })])
    expect(found).toContain('ok: It is the key of the user Ben Sample.')
    expect(found).toContain(
      'warning: Its “only:” names queries, so the bot treats it as the key of a query; it opens much more.',
    )
    expect(found).toContainEqual(
      expect.stringMatching(/^warning: It can do what it need not: the permission execute_query/),
    )
  })

  test('Redash down: nothing is said of the key', async () => {
    const found = await findings(
      () => [token(keys.reader)],
      ({ faults }) => {
        faults.redisDown = true
      },
    )
    expect(found).toEqual([
      expect.stringMatching(/^wrong: Redash \(test\) answered “Internal Server Error”/),
      expect.stringMatching(/^wrong: Redash \(test\) answered “Internal Server Error”/),
    ])
  })
})
